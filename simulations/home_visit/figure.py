"""The fifteen rules as stairs of cells: kept is filled, broken dashed and crossed, left out pale, open empty."""

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.home_visit.model import STAIRS, Outcome
from simulations.pen import Part, Pen


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The stairs; `say` knows the words below `simulations.home_visit.`."""
    pen = Pen(say, look, large=(24, 22, 48))
    pen.line(0, 0, 5, 0, look.ink, 2)
    for n, rules in STAIRS.items():
        for row, rule in enumerate(rules):
            _cell(pen, n - 1, row, say(f"short.{rule}"), outcome.rules[rule])
        kept = sum(outcome.rules[rule] == "kept" for rule in rules)
        colour = look.accent if kept == n else look.ink
        pen.text(n - 0.5, n + 0.06, f"<b>{n}</b>", colour, pen.large, "center bottom")
        pen.text(n - 0.5, -0.12, say(f"stairs.s{n}"), look.muted, look.size, "center top")
    axes: Part = {
        "xaxis": {"range": [-0.02, 5.02], "tickvals": [], "showline": False},
        "yaxis": {"range": [-1, 6]},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    }
    return pen.figure(560 if pen.slide else 330, axes)


def _cell(pen: Pen, x: int, row: int, words: str, state: str) -> None:
    look = pen.look
    left, right, low, high = x + 0.03, x + 0.97, row + 0.05, row + 0.95
    fill, edge, dash, ink = {
        "kept": (look.tint, "", "solid", look.accent),
        "broken": (look.paper, look.fill, "dash", look.warm),
        "missed": (look.mist, "", "solid", look.muted),
        "open": (look.paper, look.edge, "solid", look.ink),
    }[state]
    pen.block(left, low, right, high, fill, edge, dash)
    sign = {"kept": "✓", "broken": "✕", "missed": "○"}.get(state)
    if sign:  # the name of a rule that is still to come would give its choice away
        told = f"{sign}{'<br>' if pen.tight else ' '}{words}"
        weight = 400 if state == "missed" else 600
        pen.text((left + right) / 2, row + 0.5, told, ink, 14 if look.phone else look.size, "center middle", weight)
