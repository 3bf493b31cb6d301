"""Ten visits in a row, each as large as it counts in the impression that is left."""

from fractions import Fraction
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
    pen.marks.append(_visits(told, pen))
    beside = (_size(told.weight, pen) / 2 + 8 * pen.scale) / (17 if look.phone else 50)  # in visits, clear of the disc
    side, away = ("left", beside) if told.cold_at <= VISITS - 3 else ("right", -beside)
    counts = say("marks.counts", n=told.weight * 100)
    pen.text(told.cold_at + away, told.cold, counts, look.warm, pen.middle, f"{side} middle", 700)
    pen.text(start, 114, say("marks.size"), look.muted, look.size, "left top")
    pen.text(start - 0.15, USUAL, say("marks.before", n=USUAL), look.ink, look.size, "right middle")
    _end(told, end, pen)
    before, beyond = (4, 4.4) if look.phone else (2.7, 3.5) if pen.slide else (1.5, 2.1)
    axis = {"range": [-before, end + beyond], "tickangle": 0}
    others = ["" if pen.tight and n == 2 else str(n) for n in range(2, VISITS + 1)]
    names = {"tickvals": list(range(1, VISITS + 1)), "ticktext": [say("marks.visit", n=1), *others]}
    return {"xaxis": axis | names, "yaxis": {"range": [-8, 114]}}


def _end(told: Impression, end: float, pen: Pen) -> None:
    """The impression that is left, the average, and the distance between them."""
    look, average, left = pen.look, float(told.average), float(told.left)
    above, alike = left >= average, abs(told.left - told.average) < 1
    fill, ink = (look.ink, look.ink) if alike else (look.accent, look.accent) if above else (look.fill, look.warm)
    pen.line(end, average, end, left, fill, 4)
    apart = max(0, 26 - abs(left - average)) / 2 * (1 if above else -1)  # the two keep clear of each other
    pen.text(end + 0.25, left + apart, pen.say.number(told.left), ink, pen.large, "left middle", 700)
    words = pen.say("marks.average", n=told.average)
    pen.text(end + 0.25, average - apart, words, look.muted, look.size, "left middle")


def _visits(told: Impression, pen: Pen) -> Part:
    """What was given, a disc for each visit whose area is its share in the impression; a dot where it has none."""
    look = pen.look
    fills = [look.fill if n == told.cold_at else look.accent for n in range(1, VISITS + 1)]
    sizes = [_size(weight, pen) for weight in told.weights]
    marker = {"size": sizes, "color": fills, "line": {"color": look.paper, "width": 2 * pen.scale}, "opacity": 1}
    spots = {"x": list(range(1, VISITS + 1)), "y": list(told.given)}
    return {"type": "scatter", "mode": "markers", "cliponaxis": False, "marker": marker} | spots


def _size(weight: Fraction, pen: Pen) -> float:
    least, most = 7, (26 if pen.look.phone else 44)
    return round((least + (most - least) * sqrt(weight)) * pen.scale, 1)
