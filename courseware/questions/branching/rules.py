"""Branching: a story told choice by choice, scored by how far its path reaches the simulator's goal.

Any choice may be taken back until the answer is handed in, as any answer may be changed; the page says so. A story that
was not told to its end earns nothing: stopping half way must not be worth more than a bad ending.
"""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

import simulations
from courseware.errors import Unreadable
from courseware.questions import Form, Grade, Id, Misfit, Parameters, QuestionBase, Stock, forms, options
from courseware.words import Say, Text
from simulations import Simulator
from simulations.stories import Story, Told

SEED = 1  # no story depends on chance


class Question(QuestionBase):
    """`goal` is one of the simulator's GOALS; its first, if none is named."""

    kind: Literal["branching"]
    in_exams: bool = Field(False, description="may an exam draw it from this quiz; a story takes minutes")
    simulator: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="a simulator that plays stories")
    story: Id = Field(description="a file of its stories folder")
    goal: str | None = Field(None, pattern=r"^[a-z][a-z0-9_]*$")
    tale: Story | None = Field(None, description="the story itself: filled in by the course, not by authors")

    @property
    def playing(self) -> Simulator:
        """The simulator; raises KeyError when it is gone."""
        return simulations.simulator(self.simulator)

    def outcome(self, path: tuple[str, ...]) -> Any:
        """What the path comes to, by the simulator's rules."""
        assert self.tale
        return self.playing.model.run(Told(scene=self.story, story=self.tale, path=path), SEED)

    def best(self) -> tuple[str, ...]:
        """One path that goes for the goal."""
        assert self.tale
        return self.playing.best(self.story, self.tale, self.goal)

    def reached(self, outcome: Any) -> Fraction:
        """How far the goal is met, 0 to 1; 0 while the story goes on."""
        goal = self.goal or next(iter(self.playing.model.GOALS))
        return Fraction(0) if outcome.now else self.playing.goal(goal, outcome)


class Response(BaseModel):
    """The ids of the choices made, in order; none made is a response too, for whoever starts again."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    path: tuple[Id, ...]


def fit(question: Question, stock: Stock) -> tuple[Question, list[Misfit]]:
    """The question with its story; a simulator, story or goal that is not there, or a goal out of reach."""
    playing = [name for name in simulations.names() if simulations.simulator(name).branching]
    if question.simulator not in playing:
        what = "simulator that plays stories"
        return question, [Misfit(("simulator",), options.no_such(what, question.simulator, playing))]
    known, goals = stock.stories.get(question.simulator, {}), question.playing.model.GOALS
    if question.story not in known:
        return question, [Misfit(("story",), options.no_such("story", question.story, known))]
    if question.goal and question.goal not in goals:
        return question, [Misfit(("goal",), options.no_such("goal", question.goal, goals))]
    told = question.model_copy(update={"tale": known[question.story]})
    if told.reached(told.outcome(told.best())) < 1:
        return told, [Misfit(("story",), "no path was found that reaches the goal: nobody could win every point")]
    return told, []


def draw(question: Question, seed: int) -> Parameters:
    """Nothing is drawn: a story is told as it was written."""
    return {}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown at first: stem, and the story as far as it goes without a choice."""
    begun = {"kind": question.kind, "id": question.id, "stem": question.stem}
    return begun | {"about": question.tale.about if question.tale else None} | told(question, None)


def told(question: Question, response: Response | None) -> dict[str, Any]:
    """The story as far as it was chosen: every step with what came of it, and the moment that waits, None at the end.

    Neither what a choice does by the rules, nor a reply or moment not yet reached.
    """
    if question.tale is None:
        return {"steps": [], "now": None}
    outcome = question.outcome(response.path if response else ())
    steps = [
        {
            "id": step.choice.id,
            "speaker": step.moment.speaker,
            "text": step.moment.text,
            "chosen": step.choice.text,
            "reply": step.choice.reply,
        }
        for step in outcome.steps
    ]
    now = outcome.now and {
        "speaker": outcome.now.speaker,
        "text": outcome.now.text,
        "choices": [{"id": choice.id, "text": choice.text} for choice in outcome.now.choices],
    }
    return {"steps": steps, "now": now}


def read(question: Question, form: Form) -> Response:
    """The path in field `path`, sent once for each choice in order; a field `again` starts the story again.

    Raises Unreadable for a choice that its moment does not offer, or one after the end.
    """
    path = () if forms.sent(form, "again") else tuple(forms.sent(form, "path"))
    if question.tale is None or len(question.outcome(path).steps) != len(path):
        raise Unreadable("path: no such way through the story")
    return Response(path=path)


def key(question: Question) -> Response:
    """A response that wins every point."""
    return Response(path=question.best())


def guess(question: Question, chance: Random) -> Response:
    """A way to the end, chosen by chance."""
    path: tuple[str, ...] = ()
    while now := question.outcome(path).now:
        path = (*path, chance.choice(now.choices).id)
    return Response(path=path)


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """Points × how far the goal is met; all or nothing wants all of it. The one part is `goal`.

    Raises LookupError for a path through another version of the story.
    """
    if response and question.tale and not question.tale.has(response.path):
        raise LookupError("path: no such way through the story")
    share = question.reached(question.outcome(response.path)) if response else Fraction(0)
    if question.scoring == "all_or_nothing":
        share = Fraction(share == 1)
    return Grade(question.points * share, question.points, {"goal": share == 1})


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each `moment>choice` was made, by moments as the story tells them."""
    moments = question.tale.moments if question.tale else ()
    counts = Counter({f"{moment.id}>{choice.id}": 0 for moment in moments for choice in moment.choices})
    for response in responses:
        counts.update(f"{step.moment.id}>{step.choice.id}" for step in question.outcome(response.path).steps)
    return dict(counts)


def tallied(question: Question, name: str, say: Say) -> str:
    """A name of the tally in words: what was chosen."""
    choices = {f"{m.id}>{c.id}": c.text for m in (question.tale.moments if question.tale else ()) for c in m.choices}
    return say(choices[name]).replace("**", "") if name in choices else name


def say(question: Question, response: Response, say: Say) -> str:
    """What was chosen, in order; — for nothing."""
    steps = question.outcome(response.path).steps
    return " → ".join(step.choice.text.told(say.language).replace("**", "") for step in steps) or "—"


def feedback(question: Question, response: Response) -> list[Text]:
    """What came of each choice that hurt."""
    outcome = question.outcome(response.path)
    judged = zip(outcome.steps, question.playing.model.judged(outcome), strict=True)
    return [step.choice.reply for step, one in judged if one.verdict == "hurt" and step.choice.reply]
