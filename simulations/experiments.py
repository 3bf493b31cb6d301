"""An experiment that a room makes on itself: two groups meet another story first, and then all the same one.

It is a file of the simulator whose idea it tests, `simulations/<name>/experiment.yaml`, written by a trainer;
`courseware.content` reads and checks it.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from courseware.words import Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
LOWEST, HIGHEST = 1, 7
"""The ends of the scale on which stories are rated."""


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Narrated(_Written):
    """A story to be rated."""

    id: Id
    text: Text


class Opening(Narrated):
    """A story that one group meets first; `name` is what the result calls this group."""

    name: Text


class Experiment(_Written):
    """The decks predict a higher rating of `then` after the first of the two openings."""

    title: Text = Field(
        description="the question it answers: on the trainer's console, and with the result; not before"
    )
    ask: Text = Field(description="what stands on the projector meanwhile; it tells nothing of the idea")
    lesson: Id
    collect: Id = Field(description="the page of the lesson on which the console offers to begin")
    reveal: Id = Field(description="the page of the lesson on which the console offers the result")
    sources: tuple[Annotated[str, StringConstraints(pattern=r"^D[0-3]-\d\d\d?$")], ...] = Field(min_length=1)
    editors: bool = Field(True, description="the stories are the editors' own")
    claim: Id = Field(description="what is known of the idea, in lessons/claims.yaml")
    rate: Text = Field(description="the question below every story")
    low: Text = Field(description="what 1 means")
    high: Text = Field(description="what 7 means")
    first: tuple[Opening, Opening]
    then: Narrated
    predicts: Text = Field(description="what the decks predict, with their items; told with the result")
    found: Text = Field(description="what research found; told with the result")
