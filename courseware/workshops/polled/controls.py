"""A simulator put to a room: every phone sets its sliders, and the outcomes of all are points in one picture.

Which scenes suit a room, a simulator says itself (`simulations.rooms`). The body keeps all words and all that may be
drawn, so that only votes need the model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import simulations
from courseware.content.library import Library
from courseware.errors import Missing, Unreadable
from courseware.progress.room import Put
from courseware.questions import Form, forms
from courseware.records.polls import Poll
from courseware.words import Say, Text
from courseware.workshops import cloud
from courseware.workshops.cloud import Point, Scale
from courseware.workshops.polled import Bar, Counted, Result
from simulations import rooms

_NUMBER = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,3})?")


def suits(block: Any) -> str:
    """The key of what a block asks the phones of a room; "" if it is no simulator at a scene that suits one."""
    if block.kind != "simulator" or rooms.cloud(block.name, block.opening) is None:
        return ""
    return f"simulations.{block.name}.rooms.{block.opening}.ask"


def put(library: Library, block: Any, lesson: str, page: str, place: str) -> Put:
    """The scene of a simulator on a page. Raises Missing("nothing-to-ask") if it does not suit a room."""
    name, scene = getattr(block, "name", ""), getattr(block, "opening", "")
    found = rooms.cloud(name, scene)
    if found is None:
        raise Missing("nothing-to-ask")
    words = f"simulations.{name}."

    def told(key: str, **values: Any) -> dict[str, str]:
        def inner(say: Say) -> str:
            given = {one: say.quantity(_whole(value), axis.unit) for one, (value, axis) in values.items()}
            return say(words + key, **given)

        return {"zh": inner(library.say("zh")), "en": inner(library.say("en"))}

    preset = simulations.simulator(name).presets[found.preset] if found.preset else None
    case = rooms.point(name, scene, preset.values) if preset else None
    reach = [*rooms.reach(name, scene), *([case] if case else [])]
    own = f"rooms.{scene}.own"
    body = {
        "name": name,
        "scene": scene,
        "ask": told(f"rooms.{scene}.ask"),
        "own": library.words[words + own].model_dump(mode="json") if words + own in library.words else None,
        "shows": told(f"rooms.{scene}.shows", **({"x": (case[0], found.x), "y": (case[1], found.y)} if case else {})),
        "controls": [
            {"name": one.name, "label": told(f"controls.{one.name}"), "unit": found.units.get(one.name, one.unit),
             "low": one.low, "high": one.high, "step": one.step, "start": rooms.middle(one)}
            for one in rooms.sliders(name, scene)
        ],
        "axes": [
            {"label": told(f"rooms.{scene}.{which}"), "unit": axis.unit, "tenfold": axis.tenfold,
             "reach": [min(p[n] for p in reach), max(p[n] for p in reach)]}
            for n, (which, axis) in enumerate((("x", found.x), ("y", found.y)))
        ],
        "lines": [
            {"at": [list(at) for at in line], "label": told(f"rooms.{scene}.lines.{one}")}
            for one, line in rooms.lines(name, scene).items()
        ],
        "case": {"at": list(case), "label": told(f"presets.{found.preset}")} if case else None,
    }  # fmt: skip
    return Put("controls", place, body, {}, lesson, page)


@dataclass(frozen=True)
class Slider:
    """One slider of a phone, where it stands, and all of it in words; {n} stands in `unit` for the number."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    unit: str
    written: str
    ends: tuple[str, str]


class Polled:
    """A simulator's scene; see `polled.Polled`. It has no right answer and earns nothing."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.body: Mapping[str, Any] = poll.body
        self.controls: Sequence[Mapping[str, Any]] = poll.body["controls"]

    @property
    def stem(self) -> Text:
        return Text.model_validate(self.body["ask"])

    @property
    def explanation(self) -> Text | None:
        return Text.model_validate(self.body["shows"])

    def sliders(self, own: Any, say: Say) -> list[Slider]:
        """What a phone shows; `own` is its response, or None."""
        found = []
        for one in self.controls:
            value = own["values"].get(one["name"], one["start"]) if own else one["start"]
            unit = "{n}" if one["unit"] == "plain" else say(f"units.{one['unit']}")
            low, high, written = (say.quantity(n, one["unit"]) for n in (one["low"], one["high"], value))
            label = say(Text.model_validate(one["label"]))
            found.append(Slider(
                one["name"], label, one["low"], one["high"], one["step"], value, unit, written, (low, high)
            ))  # fmt: skip
        return found

    def read(self, form: Form) -> Any:
        return {"values": {one["name"]: _read(one, forms.only(form, one["name"])) for one in self.controls}}

    def tally(self, counted: Counted) -> dict[str, int]:
        edges = self._scales(counted)[1].ticks
        counts = {str(n): 0 for n in range(len(edges) - 1)}
        for (_, up), times in self._points(counted):
            counts[str(_part(edges, up))] += times
        return counts

    def bars(self, counted: Counted, zh: Say, en: Say) -> list[Bar]:
        scale = self._scales(counted)[1]
        edges = [scale.said(one, {"zh": zh, "en": en}) for one in scale.ticks]
        return [
            Bar(str(n), Text(zh=zh("cloud.between", low=low["zh"], high=high["zh"]),
                             en=en("cloud.between", low=low["en"], high=high["en"])))
            for n, (low, high) in enumerate(pairwise(edges))
        ]  # fmt: skip

    def key(self) -> list[str]:
        return []

    def said(self, response: Any, say: Say) -> str:
        return " · ".join(say("cloud.value", name=one.label, value=one.written) for one in self.sliders(response, say))

    def own(self, response: Any, say: Say) -> str:
        """What a response comes to, for whoever gave it, even before the reveal; "" where no model tells it."""
        at, name = self._point(response), self.body["name"]
        if at is None:
            return ""
        if self.body["own"]:
            x, y = (say.quantity(_whole(n), axis["unit"]) for n, axis in zip(at, self.body["axes"], strict=True))
            return say(Text.model_validate(self.body["own"]), x=x, y=y)
        outcome = rooms.outcome(name, self.body["scene"], response["values"])
        key, values = simulations.simulator(name).model.sentence(outcome)
        return say(f"simulations.{name}.sentences.{key}", **values)

    def result(self, response: Any, say: Say) -> Result:
        told = self.own(response, say) if response else ""
        mine = self.said(response, say) if response else ""
        return Result("placed" if response else "none", Fraction(0), Fraction(0), mine, "", [told] if told else [])

    def told(self, counted: Counted, library: Library, role: str) -> dict[str, Any]:
        """The picture of all points, for projector and console."""
        revealed = role == "console" or self.poll.revealed_at is not None
        return {"cloud": self.cloud(counted, library.say("zh"), library.say("en"), revealed)}

    def cloud(self, counted: Counted, zh: Say, en: Say, revealed: bool) -> dict[str, Any]:
        """The picture for projector and console; what the model says in it only where it may be told."""
        x, y = self._scales(counted)
        lines = [([tuple(at) for at in one["at"]], _text(one)) for one in self.body["lines"]] if revealed else []
        case = self.body["case"] if revealed else None
        marked = (tuple(case["at"]), _text(case)) if case else None
        return cloud.drawn(x, y, self._points(counted), lines, marked, {"zh": zh, "en": en})

    @cached_property
    def _drawn(self) -> list[Point]:
        """What the reveal draws; it is in the picture's range from the start, so that nothing moves by it."""
        case = self.body["case"]
        return [tuple(at) for one in self.body["lines"] for at in one["at"]] + ([tuple(case["at"])] if case else [])

    def _scales(self, counted: Counted) -> tuple[Scale, Scale]:
        points = [*self._drawn, *(at for at, _ in self._points(counted))]
        x, y = (
            Scale(_text(axis), axis["unit"],
                  cloud.ticks([p[n] for p in points] if axis["tenfold"] else axis["reach"], axis["tenfold"]),
                  axis["tenfold"])
            for n, axis in enumerate(self.body["axes"])
        )  # fmt: skip
        return x, y

    def _points(self, counted: Counted) -> list[tuple[Point, int]]:
        return [(at, times) for response, times in counted if (at := self._point(response)) is not None]

    def _point(self, response: Any) -> Point | None:
        return rooms.point(self.body["name"], self.body["scene"], response["values"])


def _read(control: Mapping[str, Any], typed: str) -> int | float:
    if not _NUMBER.fullmatch(typed):
        raise Unreadable(f"{control['name']}: no number")
    value, low = Fraction(typed), Fraction(str(control["low"]))
    if not low <= value <= Fraction(str(control["high"])):
        raise Unreadable(f"{control['name']}: beyond the ends of the slider")
    if (value - low) % Fraction(str(control["step"])):
        raise Unreadable(f"{control['name']}: between two steps of the slider")
    return _whole(float(value))


def _part(edges: Sequence[float], value: float) -> int:
    """Which part between two edges a value is in."""
    return max(0, min(len(edges) - 2, sum(edge <= value for edge in edges) - 1))


def _text(told: Mapping[str, Any]) -> Text:
    return Text.model_validate(told["label"])


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
