"""A question of a quiz or of a lesson, put to a room."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from courseware.content.library import Library
from courseware.content.models import AnyQuestion
from courseware.errors import Refused
from courseware.progress import paper
from courseware.progress.room import Put
from courseware.questions import Form, QuestionBase, kind, tallies
from courseware.records.polls import Poll
from courseware.records.snapshots import lenient
from courseware.words import Say, Text
from courseware.workshops.polled import Bar, Counted, Result, Verdict, label

LONGEST = 900  # Chinese characters: what a phone shows in three screens
_adapter: TypeAdapter[QuestionBase] = TypeAdapter(AnyQuestion)


def put(
    library: Library, question: QuestionBase, seed: int, lesson: str | None, page: str | None, checks: bool = False
) -> Put:  # fmt: skip
    """The question as a room with that seed is asked it; one that `checks` a page has the lesson's numbers in it.

    Raises Refused("not-by-phone").
    """
    numbers = library.numbers.get(lesson or "", {}) if checks else {}
    numbers = {name: text for name, text in numbers.items() if name not in question.places}
    body = _filled(question.model_dump(mode="json"), numbers, library)
    drawn = paper.rules(question).draw(question, seed)
    asked = paper.rules(question).asked(question.at(drawn), drawn)
    if _length(asked) > LONGEST:
        raise Refused("not-by-phone")
    return Put("question", question.id, body, drawn, lesson, page)


class Polled:
    """A question with its key; see `polled.Polled`."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        question = lenient(_adapter.validate_python, dict(poll.body))
        self.question = question.at(dict(poll.parameters))
        self.rules = paper.rules(question)

    @property
    def stem(self) -> Text:
        return self.question.stem

    @property
    def explanation(self) -> Text | None:
        return self.question.explanation

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What may be shown before the reveal."""
        return self.rules.asked(self.question, dict(self.poll.parameters))

    def response(self, kept: Any) -> Any:
        """A response as its kind reads it, out of the records."""
        return paper.revived(self.question, kept)

    def read(self, form: Form) -> Any:
        return paper.kept(self.question, self.rules.read(self.question, form))

    def tally(self, counted: Counted) -> dict[str, int]:
        counts = dict(self.rules.tally(self.question, []))
        for kept, n in counted:
            for name, once in self.rules.tally(self.question, [self.response(kept)]).items():
                shown = tallies.shown(self.question, name)
                counts[shown] = counts.get(shown, 0) + once * n
        return counts

    def bars(self, counted: Counted, zh: Say, en: Say) -> list[Bar]:
        texts = {item["id"]: item["text"] for part in self.asked.values() for item in _items(part)}
        said = self._said([*counted, (paper.kept(self.question, self.rules.key(self.question)), 0)], zh, en)
        order = {name: n for n, name in enumerate(texts)}

        def one(name: str) -> Text:
            if hasattr(self.rules, "tallied"):
                return Text(zh=tallies.told(self.question, name, zh), en=tallies.told(self.question, name, en))
            parts = [texts[part] for part in name.split(">") if part in texts]
            if len(parts) == len(name.split(">")):
                return Text(zh=label(part.told("zh") for part in parts), en=label(part.told("en") for part in parts))
            return said.get(name) or Text(zh=name, en=name)

        names = sorted(self.tally(counted), key=lambda name: order.get(name.split(">")[0], -1))
        return [Bar(name, one(name)) for name in names]

    def key(self) -> list[str]:
        counts = self.rules.tally(self.question, [self.rules.key(self.question)])
        return [name for name, n in counts.items() if n]

    def said(self, response: Any, say: Say) -> str:
        return self.rules.say(self.question, self.response(response), say)

    def result(self, response: Any, say: Say) -> Result:
        given = None if response is None else self.response(response)
        grade = self.rules.grade(self.question, dict(self.poll.parameters), given)
        verdict: Verdict = "right" if grade.full else "partly" if grade.points > Fraction(0) else "wrong"
        return Result(
            "none" if given is None else verdict,
            grade.points,
            grade.of,
            "" if given is None else self.said(response, say),
            kind(self.question.kind).solution(self.question, say),
            [] if given is None else [say(text) for text in self.rules.feedback(self.question, given)],
        )

    def _said(self, counted: Counted, zh: Say, en: Say) -> dict[str, Text]:
        """Names of the tally in words, for kinds whose answers are no list: what whoever gave only that answer said."""
        said = {}
        for kept, _ in counted:
            given = self.response(kept)
            names = [name for name, n in self.rules.tally(self.question, [given]).items() if n]
            if len(names) == 1:
                said[names[0]] = Text(
                    zh=self.rules.say(self.question, given, zh) or names[0],
                    en=self.rules.say(self.question, given, en) or names[0],
                )
        return said


def _items(part: Any) -> list[Mapping[str, Any]]:
    found = part if isinstance(part, (list, tuple)) else []
    return [item for item in found if isinstance(item, Mapping) and "id" in item and isinstance(item.get("text"), Text)]


def _length(asked: Any) -> int:
    if isinstance(asked, Text):
        return len(asked.zh)
    if isinstance(asked, Mapping):
        return sum(_length(one) for name, one in asked.items() if name != "drawing")
    return sum(map(_length, asked)) if isinstance(asked, (list, tuple)) else 0


def _filled(body: Any, numbers: Mapping[str, Text], library: Library) -> Any:
    """Every text of the body with the numbers of its lesson in place."""
    if isinstance(body, list):
        return [_filled(one, numbers, library) for one in body]
    if not isinstance(body, dict):
        return body
    if isinstance(body.get("zh"), str) and set(body) <= {"zh", "en"}:
        return filled(Text.model_validate(body), numbers, library.say).model_dump(mode="json")
    return {name: _filled(one, numbers, library) for name, one in body.items()}


def filled(text: Text, numbers: Mapping[str, Text], say: Callable[[str], Say]) -> Text:
    """A text of a lesson with the lesson's numbers in it."""
    return Text(zh=say("zh")(text, **numbers), en=say("en")(text, **numbers) if text.en else None)
