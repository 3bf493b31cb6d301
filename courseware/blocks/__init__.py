"""Block kinds, what a lesson page is made of: one folder each.

`blocks/<kind>/` offers

- `fields.py`: `Block`, a subclass of `BlockBase` with `kind: Literal["<kind>"]`;
- `view.py`: `show(block, stage)` draws it with Streamlit;
- `page.html`: the same for slide, handout, print and phone (Jinja: `block`, `say`, `told`, `picture`, `place`); with
  `apart` it leaves out what answers it, which is in
- `key.html`, for kinds that ask something;
- `words.yaml` where it has captions, below `blocks.<kind>.`.

A block with `interactive = True` keeps state and is drawn once where two languages stand side by side.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from courseware.questions import Fields, ItemId
from courseware.words import Say, Text
from simulations import Look
from simulations.stories import Story

FOLDER = Path(__file__).parent


class BlockBase(Fields):
    """What every block has: where it comes from, or that it is the editors' own."""

    interactive: ClassVar[bool] = False

    sources: tuple[ItemId, ...] = Field((), description="items of the decks this block rests on")
    column: Literal["left", "right", "wide"] = "wide"
    editors: bool = Field(False, description="the editors' own example, marked as such on the page")

    @model_validator(mode="after")
    def _has_an_origin(self) -> "BlockBase":
        if not self.sources and not self.editors:
            raise ValueError("a block names its sources, or says editors: true")
        return self


class Claim(Fields):
    """A statistic or theory of the decks, and what is known of its origin.

    `status`: a source says so, or says it in part, or is contradicted, or none was found. `short` stands on lesson
    pages, `known` on the page that gathers all claims.
    """

    items: tuple[ItemId, ...] = Field(min_length=1, description="a page that shows one of these carries the label")
    claim: Text = Field(description="what the deck says, in a line")
    status: Literal["established", "partly", "contested", "unknown"]
    figure: bool = Field(False, description="a statistic: a lesson that shows it must say what is known of it")
    short: Text
    known: Text


@dataclass(frozen=True)
class Stage:
    """Where a block is shown.

    `told(text)` is a text in the reader's language with the lesson's numbers filled in; `say` says captions by key;
    `picture(name)` is an SVG of assets/pictures; `claims` are those of lessons/claims.yaml, by id; `corrections` are,
    by erratum, what is right and what the deck printed; `stories` are those of branching simulators, by simulator and
    id; `linked(text)` is a text as Streamlit's Markdown with links to the glossary; `place` is lesson, page and block,
    for widget keys; `look` colours figures.
    """

    place: str
    say: Say
    told: Callable[[Text], str]
    picture: Callable[[str], str]
    claims: Mapping[str, Claim]
    corrections: Mapping[str, tuple[Text, Text]]
    stories: Mapping[str, Mapping[str, Story]]
    linked: Callable[[Text], str]
    look: Look


@lru_cache(1)
def names() -> tuple[str, ...]:
    """All block kinds, by folder."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/fields.py")))


@lru_cache
def fields(kind: str) -> type[BlockBase]:
    """The model of a kind; raises KeyError when there is none."""
    if kind not in names():
        raise KeyError(kind)
    return import_module(f"courseware.blocks.{kind}.fields").Block


@lru_cache
def view(kind: str) -> ModuleType:
    """The Streamlit side of a kind."""
    return import_module(f"courseware.blocks.{kind}.view")
