"""Stories: moments, each with choices, that a simulator plays and judges by rules of its own.

A story is a file of `simulations/<name>/stories/`, written by a trainer; `courseware.content` reads and checks it. It
runs from its first moment along the chosen `next` (the following moment, where none is named) to `end`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from courseware.words import Text

END = "end"
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Written):
    """One thing to do or say; `does` names moves of the simulator's rules, kept or made, `breaks` rules broken."""

    id: Id
    text: Text
    does: tuple[Id, ...] = Field((), description="moves that the simulator's rules know")
    breaks: tuple[Id, ...] = Field((), description="rules of the simulator that this breaks")
    reply: Text | None = Field(None, description="what comes of it, told before the next moment")
    next: Id | None = Field(None, description="the moment that follows, or `end`; the next in the file, if not named")


class Moment(_Written):
    """What happens, and what can be done."""

    id: Id
    speaker: Literal["narrator", "customer"] = "narrator"
    text: Text
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=5)


class Story(_Written):
    """A story. `about` says who the customer is; `endings` may add a sentence to an ending of the simulator."""

    title: Text
    lead: Text
    about: Text | None = None
    sources: tuple[Annotated[str, StringConstraints(pattern=r"^D[0-3]-\d\d\d?$")], ...] = Field(min_length=1)
    editors: bool = Field(True, description="the editors' own story on the decks' rules")
    start: dict[Id, int] = Field(default_factory=dict, description="where the simulator's meters stand at first")
    endings: dict[Id, Text] = Field(default_factory=dict)
    moments: tuple[Moment, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        return hash((self.title, self.moments))

    def moment(self, name: str) -> Moment:
        """The moment of that id; raises KeyError."""
        found = next((moment for moment in self.moments if moment.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def has(self, path: tuple[str, ...]) -> bool:
        """Is that a way through the story, or the beginning of one?"""
        return len(Told(scene="", story=self, path=path).steps()) == len(path)

    def after(self, moment: Moment, choice: Choice) -> str:
        """Id of the moment that follows a choice, or END."""
        if choice.next:
            return choice.next
        place = self.moments.index(moment) + 1
        return self.moments[place].id if place < len(self.moments) else END


@dataclass(frozen=True)
class Step:
    """A moment and what was chosen there."""

    moment: Moment
    choice: Choice


Verdict = Literal["helped", "hurt", "neither"]


@dataclass(frozen=True)
class Judged:
    """What a choice did, by the rules of its simulator: keys below `judged.` in words.yaml with their values, of which
    texts are word keys of the simulator where there are such, and stand for themselves where not."""

    verdict: Verdict
    notes: tuple[tuple[str, Mapping[str, str]], ...]


class Told(BaseModel):
    """Inputs of a branching simulator: a story (its id is the scene) and the ids of what was chosen, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scene: str
    story: Story
    path: tuple[str, ...] = ()

    def steps(self) -> tuple[Step, ...]:
        """The path as far as it makes sense: it ends before a choice that its moment does not offer."""
        return tuple(self._walk())

    def now(self) -> Moment | None:
        """The moment that waits for a choice; None when the story is over."""
        steps = self.steps()
        if not steps:
            return self.story.moments[0]
        after = self.story.after(steps[-1].moment, steps[-1].choice)
        return None if after == END else self.story.moment(after)

    def _walk(self) -> Iterator[Step]:
        here = self.story.moments[0].id
        for chosen in self.path:
            if here == END:
                return
            moment = self.story.moment(here)
            choice = next((one for one in moment.choices if one.id == chosen), None)
            if choice is None:
                return
            yield Step(moment, choice)
            here = self.story.after(moment, choice)
