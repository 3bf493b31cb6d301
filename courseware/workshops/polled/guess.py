"""A prediction of a lesson or of a simulator, put to a room before the truth is told."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import simulations
from courseware.content.library import Library
from courseware.errors import Unreadable
from courseware.progress.room import Put
from courseware.questions import Form, forms
from courseware.records.polls import Poll
from courseware.words import Say, Text
from courseware.workshops.polled import Bar, Counted, Result, Verdict
from courseware.workshops.polled.question import filled

SEED = 1  # what a prediction asks about does not depend on chance


def put(library: Library, block: Any, lesson: str, page: str, place: str) -> Put:
    """A prediction of a page; `block` is one of the kind `predict`, or a simulator that asks for one."""
    numbers = library.numbers.get(lesson, {})

    def told(text: Text) -> dict[str, Any]:
        return filled(text, numbers, library.say).model_dump(mode="json")

    if block.kind == "predict":
        body = {
            "ask": told(block.ask),
            "options": [{"id": o.id, "text": told(o.text), "reply": told(o.reply)} for o in block.options],
            "right": block.right,
            "truth": told(block.truth),
        }
    else:
        body = _simulated(library, block)
    return Put("guess", place, body, {}, lesson, page)


def _simulated(library: Library, block: Any) -> dict[str, Any]:
    simulator, words = simulations.simulator(block.name), f"simulations.{block.name}."
    guess = f"{words}predictions.{block.part}."

    def told(key: str, values: Mapping[str, object]) -> dict[str, Any]:
        return {language: library.say(language)(words + key, **values) for language in ("zh", "en")}

    right = None  # a story comes out as it is played
    if not simulator.branching:
        right = block.prediction.truth(simulator.model.run(simulator.inputs(block.prediction.values), SEED))
    sentence = block.answer
    return {
        "ask": library.words[f"{guess}ask"].model_dump(mode="json"),
        "options": [
            {"id": one, "text": library.words[f"{guess}options.{one}"].model_dump(mode="json"), "reply": None}
            for one in block.prediction.options
        ],
        "right": right,
        "truth": told(f"sentences.{sentence[0]}", sentence[1]) if sentence else None,
    }


class Polled:
    """A prediction; see `polled.Polled`. A right guess earns nothing: guessing is not knowing."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.options = {one["id"]: one for one in poll.body["options"]}
        self.right = poll.body["right"]

    @property
    def stem(self) -> Text:
        return Text.model_validate(self.poll.body["ask"])

    @property
    def explanation(self) -> Text | None:
        truth = self.poll.body["truth"]
        return Text.model_validate(truth) if truth else None

    def read(self, form: Form) -> Any:
        choice = forms.only(form, "choice")
        if choice not in self.options:
            raise Unreadable("choice: no such option")
        return {"choice": choice}

    def tally(self, counted: Counted) -> dict[str, int]:
        counts = dict.fromkeys(self.options, 0)
        for response, n in counted:
            counts[response["choice"]] = counts.get(response["choice"], 0) + n
        return counts

    @property
    def choices(self) -> list[Bar]:
        """The options."""
        return [Bar(name, self._text(name)) for name in self.options]

    def bars(self, counted: Counted, zh: Say, en: Say) -> list[Bar]:
        return self.choices

    def key(self) -> list[str]:
        return [self.right] if self.right else []

    def said(self, response: Any, say: Say) -> str:
        return say(self._text(response["choice"]))

    def result(self, response: Any, say: Say) -> Result:
        chosen = response["choice"] if response else ""
        mine = self.options.get(chosen)
        verdict: Verdict = "none" if not mine else "told" if not self.right else "missed"
        return Result(
            "hit" if mine and chosen == self.right else verdict,
            Fraction(0),
            Fraction(0),
            self.said(response, say) if mine else "",
            say(self._text(self.right)) if self.right else "",
            [say(Text.model_validate(mine["reply"]))] if mine and mine["reply"] else [],
        )

    def _text(self, name: str) -> Text:
        return Text.model_validate(self.options[name]["text"])
