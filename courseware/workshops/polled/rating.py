"""The room as the experiment: half of the phones read one story first, half the other, and then all the same one.

Nobody is told of the other half before the reveal, and nobody's own ratings are shown to anybody, then or later: there
are no bars, `told` tells the trainers only counts, and after the reveal the groups' means. A form carries what its
phone rated already, and a `way`, which says which story came first without saying so.
"""

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from courseware import plain
from courseware.content.library import Library
from courseware.errors import Unreadable
from courseware.progress import trial
from courseware.progress.room import Put
from courseware.questions import Form, forms
from courseware.records.polls import Poll
from courseware.words import Say, Text
from courseware.workshops.drawn import Drawing
from courseware.workshops.polled import Bar, Counted, Result
from simulations.experiments import HIGHEST, LOWEST, Experiment, Narrated

PREFIX = "experiment:"


def put(experiment: Experiment, name: str, seed: int) -> Put:
    """The experiment of that simulator as a room with that seed makes it."""
    body = experiment.model_dump(mode="json")
    return Put("rating", PREFIX + name, body, {"seed": seed}, experiment.lesson, experiment.collect)


class Polled:
    """An experiment; see `polled.Polled`."""

    groups = 2
    stepwise = True
    private = True

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.experiment = Experiment.model_validate(poll.body)
        self._ways = [self._way(n) for n in range(self.groups)]

    @property
    def stem(self) -> Text:
        return self.experiment.title if self.poll.revealed_at else self.experiment.ask

    @property
    def explanation(self) -> Text | None:
        found = self.experiment
        return Text(zh=found.predicts.zh + found.found.zh, en=f"{found.predicts.told('en')} {found.found.told('en')}")

    # ---- on a phone

    def way(self, group: int, own: Any) -> str:
        """What the form of that group carries; whoever has begun goes on as they began."""
        return self._ways[self._firsts.index(own["order"][0]) if own else group]

    def step(self, own: Any) -> int | str:
        """What comes next for whoever gave that: "consent", 0 or 1 (the story to rate), "done" or "skipped"."""
        if own is None:
            return "consent"
        if not own["consent"]:
            return "skipped"
        return "done" if trial.finished(own) else len(own["ratings"])

    def story(self, group: int, own: Any, step: int) -> Narrated:
        """The story to rate at that step."""
        return self._order(self._ways.index(self.way(group, own)))[step]

    @property
    def scale(self) -> range:
        """What a story may be rated."""
        return range(LOWEST, HIGHEST + 1)

    def read(self, form: Form) -> Any:
        way = forms.only(form, "way")
        if way not in self._ways:
            raise Unreadable("way: no such way")
        order = [story.id for story in self._order(self._ways.index(way))]
        if "skip" in form:
            return {"consent": False, "order": order, "ratings": []}
        if forms.only(form, "consent") != "yes":
            raise Unreadable("consent: not given")
        ratings: list[int] = []
        for n in range(len(order)):
            if f"rate{n}" not in form:
                break
            if (given := forms.only(form, f"rate{n}")) not in [str(one) for one in self.scale]:
                raise Unreadable(f"rate{n}: not on the scale")
            ratings.append(int(given))
        return {"consent": True, "order": order, "ratings": ratings}

    # ---- what is counted

    def tally(self, counted: Counted) -> dict[str, int]:
        return {}

    def bars(self, counted: Counted, zh: Say, en: Say) -> list[Bar]:
        return []

    def key(self) -> list[str]:
        return []

    def said(self, response: Any, say: Say) -> str:
        first, last = (*response["ratings"], "", "")[:2]
        return say("experiment.mine" if last else "experiment.mine-first", first=first, last=last) if first else ""

    def result(self, response: Any, say: Say) -> Result:
        rated = response is not None and trial.finished(response)
        mine = self.said(response, say) if response else ""
        return Result("rated" if rated else "apart", Fraction(0), Fraction(0), mine, "", [])

    def told(self, counted: Counted, library: Library, role: str) -> dict[str, Any]:
        """How many take part; to the console how many of each group once it is closed; the means once revealed."""
        turnout = trial.turnout(counted)
        phase = self.poll.phase
        drawing = Drawing(self.experiment, turnout, trial.outcome(counted, self._firsts))
        said: dict[str, Any] = {"voted": turnout.finished, "began": turnout.began}
        for language in ("zh", "en"):
            say = library.say(language).within("experiment")
            parts = {"how": say(f"how.{phase}")} if role == "projector" or phase != "collecting" else {}
            if phase == "revealed":
                parts |= {"figure": drawing.figure(say), "told": drawing.sentences(say)}
            elif role == "console":
                parts["told"] = plain.markdown_line(drawing.attendance(say, by_group=phase == "shown"))
            for name, html in parts.items():
                said.setdefault(name, {})[language] = html
        return said

    @property
    def _firsts(self) -> tuple[str, str]:
        one, other = self.experiment.first
        return one.id, other.id

    def _order(self, group: int) -> list[Narrated]:
        return [self.experiment.first[group], self.experiment.then]

    def _way(self, group: int) -> str:
        told = f"{self.poll.parameters['seed']}:{self.poll.question_id}:{group}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def asked(experiments: Mapping[str, Experiment], lesson: str, page: str) -> list[tuple[str, Experiment, bool]]:
    """The experiments that belong to a page, each with what it is asked by; True where the room begins with it."""
    return [
        (PREFIX + name, one, one.collect == page)
        for name, one in experiments.items()
        if one.lesson == lesson and page in (one.collect, one.reveal)
    ]
