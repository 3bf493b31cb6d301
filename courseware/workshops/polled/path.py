"""A story of a simulator, or a branching question, through which the room's votes lead: every moment is a poll.

The body has the whole story as it was when it began, and the question if it is one. The parameters of a moment:

  path          ids of the choices that led to it
  how           why the last of them was taken: the room's choice (room), the trainer's among equals (tie), another that
                the trainer wanted to try (other), or "" after a step back
  own           all of them were the room's, at the first try: what a question's points want
  over          the story has come to its end; nothing is asked, what is revealed is how the way is judged
  taken, ends   once the moment is decided: the choice that led on, and whether it led to the end
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

import simulations
from courseware.content.library import Library
from courseware.content.models import AnyQuestion
from courseware.errors import Missing, Refused, Unreadable
from courseware.progress import paper
from courseware.progress.room import Put
from courseware.questions import Form, QuestionBase, forms
from courseware.records.polls import Poll
from courseware.records.snapshots import lenient
from courseware.words import Say, Text
from courseware.workshops import telling
from courseware.workshops.polled import Bar, Counted, Result, Verdict
from courseware.workshops.ways import Tale, leaders
from simulations.stories import Moment, Step, Story

_adapter: TypeAdapter[QuestionBase] = TypeAdapter(AnyQuestion)
_BEGUN: Mapping[str, Any] = {"path": [], "how": "", "own": True, "over": False}


def put(library: Library, name: str, scene: str, lesson: str, page: str | None) -> Put:
    """The first moment of a simulator's story. Raises Missing("nothing-to-ask")."""
    story = library.stories.get(name, {}).get(scene)
    if story is None:
        raise Missing("nothing-to-ask")
    body = {"simulator": name, "scene": scene, "story": story.model_dump(mode="json"), "question": None}
    return Put("path", called(name, scene), body, _BEGUN, lesson, page)


def put_question(question: Any, lesson: str | None, page: str | None) -> Put:
    """The first moment of a branching question. Raises Missing("nothing-to-ask") where its story is gone."""
    if question.tale is None:
        raise Missing("nothing-to-ask")
    body = {
        "simulator": question.simulator, "scene": question.story, "story": question.tale.model_dump(mode="json"),
        "question": question.model_dump(mode="json", exclude={"tale"}),
    }  # fmt: skip
    return Put("path", question.id, body, _BEGUN, lesson, page)


def called(name: str, scene: str) -> str:
    """What a simulator's story is called in the records."""
    return f"{name}.{scene}"[:60]


def onward(poll: Poll, counted: Counted, choice: str | None) -> tuple[Mapping[str, Any], Put]:
    """Go on with that choice, or with the room's: the moment's parameters once decided, and what is put next.

    Raises Refused("story-tied") where the room has none, Refused("no-such-deed") for what the moment does not offer.
    """
    here = Polled(_story(poll))
    most = leaders(here.tally(counted))
    if choice is None and not here.over and len(most) != 1:
        raise Refused("story-tied")
    taken = most[0] if choice is None and most else choice
    if here.over or taken not in here.choices:
        raise Refused("no-such-deed")
    how = "other" if taken not in most else "room" if len(most) == 1 else "tie"
    path = (*here.path, str(taken))
    over = here.tale.outcome(path).now is None
    own = bool(poll.parameters["own"]) and how != "other"
    led = {"path": list(path), "how": how, "own": own, "over": over}
    return {**poll.parameters, "taken": taken, "ends": over, "own": own}, _moved(poll, led)


def backward(poll: Poll, steps: int) -> Put:
    """The moment after so many steps again, to try another way. Raises Refused("no-such-deed")."""
    path = _story(poll).parameters["path"]
    if not 0 <= steps < len(path):
        raise Refused("no-such-deed")
    return _moved(poll, {**_BEGUN, "path": path[:steps], "own": False})


def _story(poll: Poll) -> Poll:
    if poll.kind != "path":
        raise Refused("no-such-deed")
    return poll


def _moved(poll: Poll, parameters: Mapping[str, Any]) -> Put:
    return Put("path", poll.question_id, poll.body, parameters, poll.lesson_id, poll.page_id)


class Polled:
    """A moment, or the end; see `polled.Polled`."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.path = tuple(poll.parameters["path"])
        self.over = bool(poll.parameters["over"])
        self.taken = poll.parameters.get("taken")

    @cached_property
    def question(self) -> Any:
        """The branching question with its story; None for a simulator's story."""
        told = self.poll.body["question"]
        return told and lenient(_adapter.validate_python, {**told, "tale": self.poll.body["story"]})

    @cached_property
    def tale(self) -> Tale:
        """The story."""
        body = self.poll.body
        goal = (body["question"] or {}).get("goal") or simulations.simulator(body["simulator"]).model.AIMS["story"]
        story = lenient(Story.model_validate, dict(body["story"]))
        return Tale(body["simulator"], body["scene"], story, goal)

    @cached_property
    def outcome(self) -> Any:
        """What the way so far came to, by the simulator's rules."""
        return self.tale.outcome(self.path)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The way so far."""
        return self.outcome.steps

    @property
    def now(self) -> Moment | None:
        """The moment that is decided; None at the end."""
        return None if self.over else self.outcome.now

    @property
    def choices(self) -> dict[str, Text]:
        """What can be chosen, by id."""
        return {choice.id: choice.text for choice in self.now.choices} if self.now else {}

    @property
    def title(self) -> Text:
        """The story's name, or what the question asks."""
        return self.question.stem if self.question else self.tale.story.title

    @property
    def stem(self) -> Text:
        return self.now.text if self.now and not self._counts else self.title

    @property
    def explanation(self) -> Text | None:
        return self.question.explanation if self.over and self.question else None

    @property
    def listed(self) -> bool:
        """Is it a line of somebody's own results? One a story that was told to its end."""
        asked = self.poll.body["question"] and self.poll.parameters["own"]
        return self._counts if asked else self.over

    @property
    def _counts(self) -> bool:
        """Does a vote here win the points of a question? The last of a way that was the room's throughout does."""
        parameters = self.poll.parameters
        return bool(self.poll.body["question"] and parameters["own"] and parameters.get("ends"))

    def read(self, form: Form) -> Any:
        choice = forms.only(form, "choice")
        if choice not in self.choices:
            raise Unreadable("choice: no such choice")
        return {"choice": choice}

    def tally(self, counted: Counted) -> dict[str, int]:
        counts = dict.fromkeys(self.choices, 0)
        for response, n in counted:
            counts[response["choice"]] = counts.get(response["choice"], 0) + n
        return counts

    def bars(self, counted: Counted, zh: Say, en: Say) -> list[Bar]:
        return [Bar(name, text) for name, text in self.choices.items()]

    def key(self) -> list[str]:
        return [self.taken] if self.taken else []

    def said(self, response: Any, say: Say) -> str:
        return say(self.choices[response["choice"]]) if response["choice"] in self.choices else ""

    def result(self, response: Any, say: Say) -> Result:
        mine = self.said(response, say) if response else ""
        led = say(self.choices[self.taken]) if self.taken in self.choices else ""
        verdict: Verdict = "went" if response or self.over else "none"
        points = of = Fraction(0)
        if self._counts:
            points, of = self._won()
            if response:
                verdict = "right" if points == of else "partly" if points else "wrong"
        return Result(verdict, points if response else Fraction(0), of, mine, led, [])

    def told(self, counted: Counted, library: Library, role: str) -> dict[str, Any]:
        """What projector and console are told besides: see `telling.staged`."""
        judged = role == "console" or self.poll.revealed_at is not None
        return {"story": telling.staged(self, self.tally(counted), library.say("zh"), library.say("en"), judged)}

    def ending(self, say: Say) -> telling.Ending:
        """How it came out."""
        return telling.ending(self.tale, self.path, say)

    def way(self, say: Say) -> list[telling.Line]:
        """The way that was taken, judged; not before the reveal."""
        return telling.way(self.tale, self.path, say)

    def parted(self, say: Say) -> telling.Parted | None:
        """Where a better way left it; not before the reveal."""
        return telling.parted(self.tale, self.path, say)

    def _won(self) -> tuple[Fraction, Fraction]:
        """What the way of the room is worth, to everybody who voted at its last moment."""
        rules = paper.rules(self.question)
        response = paper.revived(self.question, {"path": [*self.path, self.taken]})
        grade = rules.grade(self.question, {}, response)
        return grade.points, grade.of
