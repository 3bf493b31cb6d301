"""Mood and trust from reply to reply; at the right the four groups of the survey, and the one this customer is in."""

from collections.abc import Iterable, Sequence

import numpy as np
import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.complaint_desk.model import AGREES, MOST, RATES, Outcome
from simulations.pen import Part, Pen

TURNS = 7  # replies that fit before the axis grows
ROOM = 1.35  # height of a line of words where the figure is low, in steps of mood
START = -0.3  # where the lines of the figure begin
Spot = tuple[float, float]


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """Both lines; `say` knows the words below `simulations.complaint_desk.`."""
    pen = Pen(say, look, large=(24, 20, 44), middle=(17, 16, 32))
    last = max(TURNS, len(outcome.turns) - 1)
    wide = last * (1.05 if pen.tight else 0.68)  # room for the survey at the right
    _survey(outcome, pen, last, wide)
    trust, mood = [turn.trust for turn in outcome.turns], [turn.mood for turn in outcome.turns]
    over = mood[-1] >= trust[-1]
    calm = outcome.mood >= AGREES["mood"]
    fill, ink = (look.accent, look.accent) if calm else (look.fill, look.warm)
    turns = list(range(len(outcome.turns)))
    pen.curve(turns, trust, look.slate, 2.5)
    pen.discs(zip(turns, trust, strict=True), 9, look.paper, look.slate)
    pen.curve(turns, mood, fill, 3.5)
    pen.discs(zip(turns, mood, strict=True), 11, fill, fill)
    taken: list[Spot] = []
    for name, line, colour, up in (("mood", mood, ink, over), ("trust", trust, look.muted, not over)):
        near = turns[-1] > last - 2  # to the survey
        room = near and (max(mood[-2], trust[-2]) <= line[-1] if up else min(mood[-2], trust[-2]) >= line[-1])
        reach = 1.6 if up or near or pen.tight else 2.2  # a figure is low on a lesson's page
        if _struck(line[-1], reach, up=up):
            taken += _beside(pen, turns[-1], name, line[-1], colour)
        else:
            taken += _value(pen, turns[-1] - (0.9 if room else 0), name, line[-1], colour, up=up)
    fine = np.arange(0, turns[-1] + 0.1, 0.2)
    _rules(pen, last, [*taken, *((x, np.interp(x, turns, line)) for line in (mood, trust) for x in fine)])
    axes: Part = {
        "xaxis": {"range": [-0.4, last + wide], "tickvals": [], "showline": False},
        "yaxis": {"range": [-1.9, MOST + 1.9]},
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2},
    }
    return pen.figure(520 if pen.slide else 300, axes)


def _value(pen: Pen, x: float, name: str, value: int, ink: str, *, up: bool) -> list[Spot]:
    """The last value of a line from x on, above its disc or below; the spots that it takes."""
    side = 1 if up else -1
    y = value + 0.45 * side
    pen.text(x, y, _told(pen, name, value), ink, pen.middle, f"left {'bottom' if up else 'top'}", 600)
    return [(x + across, y + row * side) for across in _across(pen) for row in (0, 0.5, 1, 1.5)]


def _beside(pen: Pen, x: float, name: str, value: int, ink: str) -> list[Spot]:
    """The same at the right of the disc."""
    pen.text(x + 0.35, value, _told(pen, name, value), ink, pen.middle, "left middle", 600)
    return [(x + 0.35 + across, value + row) for across in _across(pen) for row in (-0.4, 0, 0.4)]


def _told(pen: Pen, name: str, value: int) -> str:
    return f"{pen.say(f'marks.{name}')} <b>{value}</b>"


def _across(pen: Pen) -> Iterable[float]:
    return np.arange(0, 3 if pen.tight else 1.9, 0.25)


def _struck(value: int, reach: float, *, up: bool) -> bool:
    """Would a level run through words that reach so far above or below that value?"""
    return any(0 < (level - value if up else value - level) < reach for level in (0, AGREES["trust"]))


def _rules(pen: Pen, last: int, taken: Sequence[Spot]) -> None:
    """The two levels that decide; the words of the upper one stand where there is room, or are few."""
    say, look, level = pen.say, pen.look, AGREES["trust"]
    pen.line(START, level, last + 0.4, level, look.edge, 1.5, "dot")
    pen.line(START, 0, last + 0.4, 0, look.ink, 2)

    def crowd(place: tuple[str, float, str, str]) -> int:
        left = START if place[2] == "left" else last + 0.4 - place[1]
        low = level if place[3] == "bottom" else level - ROOM
        return sum(left <= x <= left + place[1] and low < y < low + ROOM for x, y in taken)

    words = [("agrees_short", 3.3)] if pen.tight else [("agrees", 4.3), ("agrees_short", 2.2)]  # and their width
    places = [(*told, across, down) for told in words for across in ("right", "left") for down in ("bottom", "top")]
    told, _, across, down = min(places, key=crowd)
    x, y = START if across == "left" else last + 0.4, level + (0.1 if down == "bottom" else -0.1)
    pen.text(x, y, say(f"marks.{told}"), look.muted, look.size, f"{across} {down}")
    if all(y > -1 for _, y in taken):  # else the last value stands below the ground
        pen.text(last + 0.4, -0.25, say("marks.leaves"), look.muted, look.size, "right top")


def _survey(outcome: Outcome, pen: Pen, last: float, wide: float) -> None:
    """The share of each group that says it would return, at its height: ten to the whole."""
    look, x = pen.look, last + wide * 0.31
    pen.line(x, 0, x, MOST, look.line, 1.5)
    for name, rate in RATES.items():
        here = name == outcome.group
        y = rate / 100 * MOST
        ink = (look.accent if rate > 50 else look.warm) if here else look.muted
        pen.discs([(x, y)], 13 if here else 8, ink if here else look.paper, ink if here else look.edge)
        told = f"<b>{rate}%</b> {pen.say(f'groups.{name}')}"
        apart = {"silent": -0.12, "unsettled": 0.12}.get(name, 0)  # the two are close
        pen.text(x + wide * 0.07, y + apart, told, ink, look.size, "left middle", 600 if here else 400)
    pen.text(last + wide, MOST + 0.35, pen.say("marks.survey"), look.muted, look.size, "right bottom")
