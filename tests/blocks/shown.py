"""A stage for blocks without the rest of the house: samples, words, pictures, and the plain pages' filters."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from courseware import blocks
from courseware.blocks import Claim, Stage
from courseware.blocks.lines import rich
from courseware.look import look
from courseware.pictures import labelled
from courseware.words import Language, Say, Text

ROOT = Path(__file__).parents[2]
NUMBERS = {"total": Text(zh="15", en="15"), "back": Text(zh="82%", en="82%")}


@lru_cache(1)
def samples() -> Mapping[str, Any]:
    """tests/blocks/samples.yaml, every scalar a text, as the content loader reads it."""
    return yaml.load((Path(__file__).parent / "samples.yaml").read_text("utf-8"), yaml.BaseLoader)


def sample(kind: str, **changes: Any) -> Any:
    """The sample of a kind, validated, with fields replaced."""
    return blocks.fields(kind).model_validate({"kind": kind, **samples()[kind], **changes})


@lru_cache(1)
def words() -> Mapping[str, Text]:
    """All captions of blocks, question kinds and simulators by key."""
    found: dict[str, Text] = {}
    for path in [*ROOT.glob("courseware/blocks/**/words.yaml"), *ROOT.glob("courseware/questions/*/words.yaml")]:
        _flatten(".".join(path.parent.relative_to(ROOT / "courseware").parts), _read(path), found)
    for path in ROOT.glob("simulations/*/words.yaml"):
        _flatten(f"simulations.{path.parent.name}", _read(path), found)
    for path in ROOT.glob("assets/words/*.yaml"):
        _flatten(path.stem, _read(path), found)
    return found


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader) or {}


def _flatten(prefix: str, node: Any, found: dict[str, Text]) -> None:
    if set(node) <= {"zh", "en"}:
        found[prefix] = Text(**node)
        return
    for name, below in node.items():
        _flatten(f"{prefix}.{name}", below, found)


def stage(place: str, language: Language = "zh", *, dark: bool = False, both: bool = False) -> Stage:
    """A stage in one language or in both."""
    say = Say(language, words(), both)
    return Stage(
        place=place,
        say=say,
        told=lambda text: say(text, **NUMBERS),
        picture=picture,
        claims=claims(),
        corrections={},
        stories={},
        linked=lambda text: rich(say(text, **NUMBERS)),
        look=look(dark),
    )


def picture(name: str) -> str:
    """A drawing of assets/pictures."""
    return (ROOT / f"assets/pictures/{name}.svg").read_text("utf-8")


@lru_cache(1)
def claims() -> dict[str, Claim]:
    """The claims of lessons/claims.yaml."""
    return {name: Claim.model_validate(raw) for name, raw in _read(ROOT / "lessons/claims.yaml")["claims"].items()}


@lru_cache(1)
def _environment() -> Environment:
    inline = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["emphasis", "backticks", "newline", "escape"])
    made = Environment(
        loader=FileSystemLoader(ROOT / "courseware"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["md"] = lambda text: Markup(inline.renderInline(text))
    return made


def page(block: Any, place: str = "water-bowls-0", language: Language = "zh", *, slide: bool = False) -> str:
    """A block's page.html, rendered with what every caller gives it."""
    here = stage(place, language)
    return (
        _environment()
        .get_template(f"blocks/{block.kind}/page.html")
        .render(
            block=block, say=here.say, told=here.told, place=place, slide=slide,
            claim=claims().__getitem__,
            picture=lambda name, labels, told: Markup(
                labelled(picture(name), {label: told(text) for label, text in labels.items()})
            ),
        )
    )  # fmt: skip
