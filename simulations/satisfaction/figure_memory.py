"""Ten visits in a row, each as large as it counts in the impression that is left."""

from math import sqrt

from simulations.pen import Part, Pen
from simulations.satisfaction.memory import USUAL, VISITS, Impression


def memory(told: Impression, pen: Pen) -> Part:
    """What was given: discs. The impression after each visit: a dotted line. The plain average: a thin one."""
    say, look = pen.say, pen.look
    start, end = 0.4, VISITS + 0.85
    average, left = float(told.average), float(told.left)
    pen.line(start, average, end + 0.15, average, look.slate, 1.5, layer="below")
    pen.curve([start, *range(1, VISITS + 1), end], [USUAL, *map(float, told.course), left], look.ink, 1.5, "dot")
    widest = 26 if look.phone else 44
    for n, (given, weight) in enumerate(zip(told.given, told.weights, strict=True), 1):
        fill = look.fill if n == told.cold_at else look.accent
        pen.discs([(n, given)], 7 + (widest - 7) * sqrt(weight), fill, look.paper)
    after = told.cold_at <= VISITS - 3
    x, at = (
        (told.cold_at + 0.45, "left middle") if after else (told.cold_at - (0.6 if pen.tight else 0.5), "right middle")
    )
    pen.text(x, told.cold, say("marks.counts", n=told.weight * 100), look.warm, pen.middle, at, 700)
    pen.text(start, 114, say("marks.size"), look.muted, look.size, "left top")
    pen.text(start - 0.15, USUAL, say("marks.before", n=USUAL), look.ink, look.size, "right middle")
    _end(told, end, pen)
    first = "1" if look.phone else say("marks.visit", n=1)
    axis = {"range": [-2.7 if pen.tight else -1.3, end + (3.5 if pen.tight else 2.1)], "tickangle": 0}
    names = {"tickvals": list(range(1, VISITS + 1)), "ticktext": [first, *map(str, range(2, VISITS + 1))]}
    return {"xaxis": axis | names, "yaxis": {"range": [-8, 114]}}


def _end(told: Impression, end: float, pen: Pen) -> None:
    """The impression that is left, the average, and the distance between them."""
    look, average, left = pen.look, float(told.average), float(told.left)
    above, near = left >= average, abs(left - average) < 30
    alike = abs(told.left - told.average) < 1
    fill, ink = (look.ink, look.ink) if alike else (look.accent, look.accent) if above else (look.fill, look.warm)
    pen.line(end, average, end, left, fill, 4)
    number = pen.say.number(told.left)
    side = ("bottom" if above else "top") if near else "middle"
    pen.text(end + 0.25, left, number, ink, pen.large, f"left {side}", 700)
    side = ("top" if above else "bottom") if near else "middle"
    pen.text(end + 0.25, average, pen.say("marks.average", n=told.average), look.muted, look.size, f"left {side}")
