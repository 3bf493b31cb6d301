"""Mood and trust from reply to reply; at the right the four groups of the survey, and the one this customer is in."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.complaint_desk.model import AGREES, MOST, RATES, Outcome
from simulations.pen import Part, Pen

TURNS = 7  # replies that fit before the axis grows
WIDE, ROOM = 3.2, 1.2  # of a few words, in replies and in steps of mood, where the figure is small
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
        x = float(turns[-1])
        free = x > 0 and (max(mood[-2], trust[-2]) <= line[-1] if up else min(mood[-2], trust[-2]) >= line[-1])
        if free and x > last - 2:  # the survey is near, and the lines leave room before the disc
            x -= 0.9
        taken += _value(pen, x, name, line[-1], colour, up=up)
    fine = np.arange(0, turns[-1] + 0.1, 0.2)
    _rules(pen, last, [*taken, *((x, np.interp(x, turns, line)) for line in (mood, trust) for x in fine)])
    axes: Part = {
        "xaxis": {"range": [-0.4, last + wide], "tickvals": [], "showline": False},
        "yaxis": {"range": [-1.5, MOST + 1.4]},
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2},
    }
    return pen.figure(520 if pen.slide else 300, axes)


def _value(pen: Pen, x: float, name: str, value: int, ink: str, *, up: bool) -> list[Spot]:
    """The last value of a line from x on, above its disc or below; the spots that it takes."""
    y = value + (0.45 if up else -0.45)
    told = f"{pen.say(f'marks.{name}')} <b>{value}</b>"
    pen.text(x, y, told, ink, pen.middle, f"left {'bottom' if up else 'top'}", 600)
    return [(x + across, y + (down if up else -down)) for across in np.arange(0, WIDE, 0.25) for down in (0, 0.5, 1)]


def _rules(pen: Pen, last: int, taken: Sequence[Spot]) -> None:
    """The two levels that decide; the words of the upper one stand where the line is free."""
    say, look, level = pen.say, pen.look, AGREES["trust"]
    pen.line(START, level, last + 0.4, level, look.edge, 1.5, "dot")
    pen.line(START, 0, last + 0.4, 0, look.ink, 2)

    def crowd(place: tuple[str, str]) -> int:
        left = START if place[0] == "left" else last + 0.4 - WIDE
        low = level if place[1] == "bottom" else level - ROOM
        return sum(left <= x <= left + WIDE and low < y < low + ROOM for x, y in taken)

    across, down = min((("right", "bottom"), ("right", "top"), ("left", "bottom"), ("left", "top")), key=crowd)
    told = say("marks.agrees_short" if pen.tight else "marks.agrees")
    x, y = START if across == "left" else last + 0.4, level + (0.1 if down == "bottom" else -0.1)
    pen.text(x, y, told, look.muted, look.size, f"{across} {down}")
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
        pen.text(x + wide * 0.07, y, told, ink, look.size, "left middle", 600 if here else 400)
    pen.text(last + wide, MOST + 0.35, pen.say("marks.survey"), look.muted, look.size, "right bottom")
