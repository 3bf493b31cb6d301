"""Mood and trust from reply to reply; at the right the four groups of the survey, and the one this customer is in."""

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.complaint_desk.model import AGREES, MOST, RATES, Outcome
from simulations.pen import Part, Pen

TURNS = 8  # replies that fit before the axis grows


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """Both lines; `say` knows the words below `simulations.complaint_desk.`."""
    pen = Pen(say, look, large=(24, 20, 44), middle=(17, 16, 32))
    last = max(TURNS, len(outcome.turns) - 1)
    wide = last * (0.62 if pen.tight else 0.5)  # room for the survey at the right
    _survey(outcome, pen, last, wide)
    pen.line(0, AGREES["trust"], last + 0.4, AGREES["trust"], look.edge, 1.5, "dot")
    pen.text(last + 0.4, AGREES["trust"] + 0.1, say("marks.agrees"), look.muted, look.size, "right bottom")
    pen.line(-0.3, 0, last + 0.4, 0, look.ink, 2)
    pen.text(last + 0.4, -0.25, say("marks.leaves"), look.muted, look.size, "right top")
    turns = list(range(len(outcome.turns)))
    trust, mood = [turn.trust for turn in outcome.turns], [turn.mood for turn in outcome.turns]
    pen.curve(turns, trust, look.slate, 2.5)
    pen.discs(zip(turns, trust, strict=True), 9, look.paper, look.slate)
    calm = outcome.mood >= AGREES["mood"]
    pen.curve(turns, mood, look.accent if calm else look.fill, 3.5)
    pen.discs(zip(turns, mood, strict=True), 11, look.accent if calm else look.fill, look.accent if calm else look.fill)
    over = outcome.mood >= outcome.trust
    for key, value, ink, up in (
        ("mood", outcome.mood, look.accent if calm else look.warm, over),
        ("trust", outcome.trust, look.muted, not over),
    ):
        y = value + (0.45 if up else -0.45)
        at = "left bottom" if up else "left top"
        pen.text(turns[-1], y, f"{say(f'marks.{key}')} <b>{value}</b>", ink, pen.middle, at, 600)
    axes: Part = {
        "xaxis": {"range": [-0.4, last + wide], "tickvals": [], "showline": False},
        "yaxis": {"range": [-1.5, MOST + 1.3]},
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2},
    }
    return pen.figure(520 if pen.slide else 300, axes)


def _survey(outcome: Outcome, pen: Pen, last: float, wide: float) -> None:
    """The share of each group that says it would return, at its height: ten to the whole."""
    look, x = pen.look, last + wide * 0.28
    pen.line(x, 0, x, MOST, look.line, 1.5)
    for name, rate in RATES.items():
        here = name == outcome.group
        y = rate / 100 * MOST
        ink = (look.accent if rate > 50 else look.warm) if here else look.muted
        pen.discs([(x, y)], 13 if here else 8, ink if here else look.paper, ink if here else look.edge)
        told = f"<b>{rate}%</b> {pen.say(f'groups.{name}')}"
        pen.text(x + wide * 0.09, y, told, ink, look.size, "left middle", 600 if here else 400)
    pen.text(x, MOST + 0.4, pen.say("marks.survey"), look.muted, look.size, "center bottom")
