"""A crowd as a hill of expectations, cut by what everybody is given; above it the share of the satisfied."""

from courseware.words import Say
from simulations.pen import Part, Pen
from simulations.satisfaction.population import STEP, Crowd

LEFT, RIGHT = 30, 101  # points that are shown
HILL, NONE, ALL = 0.43, 0.55, 0.82  # top of the hill, and where nobody and everybody is satisfied


def population(crowd: Crowd, pen: Pen) -> Part:
    """The hill stands on the waterline: 青 those who get more than they expect, persimmon those who get less."""
    say, look, level = pen.say, pen.look, crowd.level
    pen.line(crowd.mean, 0, crowd.mean, ALL, look.ink, 1.5, "dot", layer="below")
    first, last = level - crowd.tolerance, level + crowd.tolerance + 1
    for start, end, colour in ((0, first, look.accent), (first, last, look.slate), (last, RIGHT, look.fill)):
        _columns(crowd, start, min(end, RIGHT), colour, pen)
    here, there = _height(crowd, level), _height(crowd, level + STEP)
    pen.line(level, 0, level, here, look.ink, 2)
    steps = range(LEFT, RIGHT)
    pen.curve(steps, [_height(crowd, n) for n in steps], look.muted, 1.5)
    steps = range(level, level + STEP + 1)
    pen.curve(steps, [_height(crowd, n) for n in steps], look.accent, 5)
    pen.discs([(level + STEP, there)], 10, look.paper, look.accent)
    pen.discs([(level, here)], 14, look.accent, look.paper)
    pen.text(LEFT, NONE + 0.01, "0%", look.muted, look.size, "left bottom")
    if level + (31 if look.phone else 20) < RIGHT:
        pen.text(RIGHT, ALL + 0.01, f"100% {say('states.satisfied')}", look.muted, look.size, "right bottom")
    share = _percent(crowd, crowd.satisfied, say, 0)
    pen.text(level - 0.5, here + 0.01, share, look.accent, 1.4 * pen.middle, "right bottom", 700)
    _gain(crowd, there, pen)
    _below(crowd, pen)
    bottom = 60 * look.size // 15
    return {
        "xaxis": {"range": [LEFT, RIGHT], "showticklabels": False},
        "yaxis": {"range": [0, 1]},
        "margin": {"t": 12 * look.size // 15, "b": bottom},
    }


def _height(crowd: Crowd, level: int) -> float:
    return NONE + (ALL - NONE) * float(crowd.share(crowd.satisfied_at(level)))


def _columns(crowd: Crowd, start: int, end: int, colour: str, pen: Pen) -> None:
    """Customers who expect from `start` up to `end` points, one column for each point."""
    peak = max(crowd.counts)
    tops = ((n, round(HILL * crowd.counts[n] / peak, 4)) for n in range(max(0, start), end))
    path = " ".join(f"M {n - 0.5} 0 V {top} H {n + 0.5} V 0 Z" for n, top in tops if top)
    if path:
        pen.path(path, colour)


def _gain(crowd: Crowd, there: float, pen: Pen) -> None:
    """What the next STEP points would bring, below the end of its stretch of the curve."""
    number, after = f"+{pen.say.number(crowd.gain)}", crowd.level + STEP + 1
    words = pen.say("marks.step", n=number)
    if pen.look.phone or after + _width(words, pen) > RIGHT:
        words = number
    x, at = (after, "left top") if after + _width(words, pen) <= RIGHT else (RIGHT, "right top")
    pen.text(x, there - 0.02, words, pen.look.accent, pen.look.size, at, 600)


def _below(crowd: Crowd, pen: Pen) -> None:
    """Under the waterline: where the two lines stand, and how many customers are in each part of the hill."""
    say, look, level, mean = pen.say, pen.look, crowd.level, crowd.mean
    first, second = -6 * pen.scale, -30 * pen.scale
    short = "_short" if look.phone else ""
    before, after = ("right", "left") if level >= mean else ("left", "right")
    given, expected = say("marks.each", n=level), say(f"marks.mean{short}", n=mean)
    near = abs(level - mean) < _width(given, pen)
    pen.text(level, 0, given, look.ink, look.size, f"{after if near else 'center'} top", 700, yshift=first)
    away = (-6 if before == "right" else 6) * pen.scale
    pen.text(mean, 0, expected, look.muted, look.size, f"{before} top", yshift=first, xshift=away)

    def part(name: str, people: int) -> str:
        return say(f"marks.{name}", n=say.number(people) if crowd.total <= 1000 else _percent(crowd, people, say))

    parts = {"satisfied": crowd.satisfied, "basically": crowd.basically, "dissatisfied": crowd.dissatisfied}
    left, middle, right = (part(name + short, people) for name, people in parts.items())
    half, gap = _width(middle, pen) / 2, _width("  ", pen)
    low, high = LEFT + _width(left, pen) + gap + half, RIGHT - _width(right, pen) - gap - half
    pen.text(LEFT, 0, left, look.accent, look.size, "left top", 600, yshift=second)
    pen.text(min(max(low, level), high), 0, middle, look.muted, look.size, "center top", 600, yshift=second)
    pen.text(RIGHT, 0, right, look.warm, look.size, "right top", 600, yshift=second)


def _percent(crowd: Crowd, people: int, say: Say, places: int = 1) -> str:
    return f"{say.number(100 * crowd.share(people), places)}%"


def _width(words: str, pen: Pen) -> float:
    """About how many points of the axis these words are wide."""
    across = 330 if pen.look.phone else 1000 if pen.slide else 660
    pixels = sum(1 if letter > "\u2e80" else 0.6 for letter in words) * pen.look.size
    return pixels * (RIGHT - LEFT) / across
