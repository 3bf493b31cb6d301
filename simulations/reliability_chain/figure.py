"""Figures of the reliability chain. All that went wrong hangs from the waterline: a staircase of customers who have met
a slip, away from the dotted line of one link alone; the slips of unlike links, with the part that the next unit of
effort takes off; and checks that climb back up the stairs, against the dotted line of having gone down fewer."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.pen import Part, Pen
from simulations.reliability_chain.chain import BUDGET, PEOPLE, Backup, Effort, Links, Step, levels, mended, people
from simulations.reliability_chain.model import MOST, Outcome, more

Box = tuple[float, float, float, float]  # a corner and the opposite one
NEAR, FAR = 300, 800  # customers hit that the stairs have room for; the longer scale where 30 links need it


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.reliability_chain.`."""
    pen = Pen(say, look, large=(34, 26, 60), middle=(20, 17, 36))
    if isinstance(outcome, Links):
        axes = _links(outcome, pen)
    elif isinstance(outcome, Effort):
        axes = _effort(outcome, pen)
    else:
        axes = _backup(outcome, pen)
    return pen.figure(440 if pen.slide else 270 if look.phone else 290, axes)


def _boxes(pen: Pen, boxes: Iterable[Box], fill: str) -> None:
    """Rectangles of one colour, drawn as one shape."""
    parts = [f"M {a:g} {b:.3f} L {c:g} {b:.3f} L {c:g} {d:.3f} L {a:g} {d:.3f} Z" for a, b, c, d in boxes if b != d]
    if parts:
        pen.path(" ".join(parts), fill, layer="below", fillrule="nonzero")  # they may overlap


def _waterline(
    places: Sequence[float], names: Sequence[str], across: tuple[float, float], deep: float, top: int = 30
) -> Part:
    """Axes whose line, with the names on it, is at the top."""
    axis = {
        "range": list(across),
        "tickvals": list(places),
        "ticktext": list(names),
        "side": "top",
        "tickangle": 0,
    }
    margin = {"t": top, "b": 4, "l": 4, "r": 4}
    return {"xaxis": axis, "yaxis": {"range": [deep, 0]}, "margin": margin}


def _number(pen: Pen, number: int, words: str, colour: str, size: float | None = None, beside: bool = False) -> str:
    """A number, large, and below or beside it what it counts."""
    gap = " " if beside else "<br>"
    return f"{pen.sized(pen.say.number(number), size or pen.large, colour)}{gap}{words}"


def _links(outcome: Links, pen: Pen) -> Part:
    look, say, n = pen.look, pen.say, outcome.links
    slips = Fraction(outcome.slips, PEOPLE)
    scale = NEAR if (1 - levels(slips, MOST)[-1]) * PEOPLE < NEAR else FAR
    hit = [float((1 - level) * PEOPLE) for level in outcome.levels]
    left, wide = (-6.5, MOST + 18) if look.phone else (-5, MOST + 14) if pen.slide else (-4, MOST + 11)
    for level in range(scale // 3 // 100 * 100, scale, scale // 3 // 100 * 100):
        pen.line(0, level, MOST, level, look.line, 1, layer="below")
        pen.text(-0.4, level, say.number(PEOPLE - level), look.muted, look.size, "right middle")
    _boxes(pen, [(k, 0, min(k + 1.05, n), hit[k]) for k in range(1, n)], look.warm_tint)
    _boxes(pen, [(k, hit[k], k + 1, hit[k + 1]) for k in range(n)], look.fill)
    pen.line(0, outcome.slips, wide, outcome.slips, look.ink, 1.5, "dot")
    single = f"<b>{say.number(outcome.single)}</b>"
    pen.text(-0.4, max(outcome.slips, scale * 0.045), single, look.ink, look.size, "right middle")
    end, room = hit[-1], 0.6
    beside, middle = n + 2 * room, max(end / 2, scale * 0.07)
    pen.line(n + room, 0, n + room, end, look.fill, 4)
    words = _number(pen, outcome.hit, say("marks.hit"), look.warm, pen.middle, True)
    pen.text(beside, middle, words, look.warm, look.size, "left middle")
    words = _number(pen, outcome.through, say("marks.through"), look.accent, beside=not pen.tight)
    pen.text(beside, min(max(end + scale * 0.01, scale * 0.13), scale * 0.72), words, look.ink, look.size, "left top")
    if n < 14 or middle > scale * 0.2:
        at = outcome.slips + scale * 0.015
        pen.text(wide, at, say("marks.single"), look.ink, look.size, "right top")
    ticks = [k for k in (1, 5, 10, 15, 20, 25, 30) if abs(k - n) > (6 if look.phone else 3)]
    names = [say.number(k) for k in ticks] + [f"<b>{say('marks.links' if n > 1 else 'marks.link', n=n)}</b>"]
    return _waterline([k - 0.5 for k in (*ticks, n)], names, (left, wide), scale * 1.02)


def _effort(outcome: Effort, pen: Pen) -> Part:
    look, say = pen.look, pen.say
    first, hit = float(1 - outcome.first), float(1 - outcome.level)
    deep = max(first, hit) * 1.12
    half = 0.17 if look.phone else 0.22
    for x, step in enumerate(outcome.steps):
        _hanging(step, outcome, pen, x, half)
    if outcome.left > 0:
        _next(outcome, pen, half + (0.05 if pen.tight else 0.08))
    x = len(outcome.steps) + 0.12
    pen.block(x - half, 0, x + half, hit, look.fill, layer="below")
    pen.block(x - half, hit, x + half, first, look.tint, layer="below")
    pen.line(x - half - 0.06, first, x + half + 0.06, first, look.ink, 1.5, "dot")
    beside = x + half + 0.1
    told = _number(pen, people(outcome.level), say("marks.through"), look.accent)
    pen.text(beside, deep * 0.56, told, look.ink, look.size, "left middle")
    pen.text(beside, first, say("marks.first", n=people(outcome.first)), look.muted, look.size, "left middle")
    over = outcome.left < 0
    gap = 0.2 if pen.tight else 0.12
    spots = [(beside + 0.08 + k * gap, deep * 0.09) for k in range(BUDGET)]
    left = max(outcome.left, 0)
    pen.discs(spots[:left], 10, look.accent, look.accent)
    pen.discs(spots[left:], 10, look.paper, look.fill if over else look.edge)
    budget = say("marks.over" if over else "marks.left", n=abs(outcome.left))
    ink = look.warm if over else look.muted
    pen.text(beside, deep * 0.15, budget, ink, look.size, "left top", 700 if over else 400)
    names = [_name(step, pen) for step in outcome.steps] + [f"<b>{say('marks.whole')}</b>"]
    room = 1.75 if look.phone else 1.5 if pen.slide else 1.2
    return _waterline([*range(len(outcome.steps)), x], names, (-0.4, x + room), deep, 44)


def _name(step: Step, pen: Pen) -> str:
    """A link's name and how reliable it is now."""
    name = pen.say(f"steps.{step.name}")
    return f"{name if pen.look.phone else f'<b>{name}</b>'}<br>{pen.say.number((1 - step.now) * 100)}%"


def _hanging(step: Step, outcome: Effort, pen: Pen, x: float, half: float) -> None:
    """A link's slips: those left, among them the part that the next unit takes off, and what each unit took off."""
    look = pen.look
    now, then, before = float(step.now), float(step.then), float(step.before)
    pen.block(x - half, 0, x + half, now, look.fill, layer="below")
    if outcome.left > 0:
        pen.block(x - half, then, x + half, now, look.warm_tint, look.fill, "dot")
    pen.block(x - half, now, x + half, before, look.tint, layer="below")
    for units in range(1, step.units):
        cut = float(mended(step.before, units, outcome.kind))
        pen.line(x - half, cut, x + half, cut, look.paper, 1.5)
    pen.line(x - half - 0.06, before, x + half + 0.06, before, look.ink, 1.5, "dot")


def _next(outcome: Effort, pen: Pen, beside: float) -> None:
    """How many customers more the next unit brings, beside the part of each link that it takes off."""
    look, gains = pen.look, more(outcome)
    for x, (step, gain) in enumerate(zip(outcome.steps, gains, strict=True)):
        best = gain == max(gains)
        words = pen.sized(f"+{gain}", pen.middle) if best else f"+{gain}"
        if best and not pen.tight:
            words += f"<br>{pen.say('marks.next')}"
        y = float(step.now + step.then) / 2
        pen.text(x + beside, y, words, look.accent if best else look.muted, look.size, "left middle")


def _backup(outcome: Backup, pen: Pen) -> Part:
    look, say = pen.look, pen.say
    down = [float((1 - level) * PEOPLE) for level in outcome.levels]
    up = [(float((1 - check.caught) * PEOPLE), float((1 - check.after) * PEOPLE)) for check in outcome.checks]
    n, checks, fewer = outcome.links, len(up), float((1 - outcome.fewer) * PEOPLE)
    depths = [down[-1], *(after for _, after in up)]
    wide = max(1.0, n / 8)  # of half a check
    end, deep = n + 2 * wide * checks, max(depths) * 1.42
    falls = [(float(k), down[k], k + 1.0, down[k + 1]) for k in range(n)]
    climbs: list[Box] = []
    for k, (caught, after) in enumerate(up):
        x = n + 2 * wide * k
        climbs.append((x, caught, x + wide, depths[k]))
        falls.append((x + wide, caught, x + 2 * wide, after))
    _boxes(pen, [(a, 0, min(c + 0.05, end), min(b, d)) for a, b, c, d in (*falls, *climbs)], look.warm_tint)
    _boxes(pen, falls, look.fill)
    _boxes(pen, climbs, look.accent)
    few = n + 2 * checks <= (5 if pen.tight else 9)  # the columns are wide enough for words
    crossed = []  # places where the dotted line would strike a number through
    for sign, boxes in (("−", falls), ("+", climbs)):
        for a, b, c, d in boxes if few else ():
            size, x, y = abs(round(d) - round(b)), (a + c) / 2, (b + d) / 2
            if size and abs(d - b) > deep * 0.12:
                pen.text(x, y, f"{sign}{size}", look.paper, pen.middle, weight=700)
                if abs(y - fewer) < deep * 0.08:
                    crossed.append(x)
    start = float(n - outcome.taken)
    pen.discs([(start, fewer)], 9, look.ink, look.ink)
    for x in (*sorted(crossed), end + 1):
        pen.line(start, fewer, min(x - 0.36 * wide, end), fewer, look.ink, 1.5, "dot")
        start = x + 0.36 * wide
    _ends(outcome, pen, end * 1.015, deep)
    narrow = n / end < 0.4  # the words stand below the stairs from their left end
    today = say("marks.today", n=people(outcome.today))
    today = today.replace(" ", "<br>") if narrow and pen.tight else today
    pen.text(0 if narrow else n, down[-1] + deep * 0.02, today, look.muted, look.size,
             "left top" if narrow else "right top")  # fmt: skip
    places, names = [n / 2], [say("marks.links", n=n)]
    if few and checks == 1 and not look.phone:
        places += [n + wide / 2, n + wide * 1.5]
        names += [say("marks.caught"), say("marks.own")]
    else:
        places.append((n + end) / 2)
        names.append(say("marks.checks" if checks > 1 else "marks.check", n=checks))
    return _waterline(places, names, (0, end * (1.56 if pen.tight else 1.4)), deep)


def _ends(outcome: Backup, pen: Pen, x: float, deep: float) -> None:
    """Where both ways end: the better one above its line, below the waterline, and the other below both."""
    look, say = pen.look, pen.say
    ways = [
        (outcome.checked, say("marks.checked"), look.accent),
        (outcome.fewer, say("marks.fewer", n=outcome.taken), look.ink),
    ]
    least = deep * 0.3
    for at, (level, words, ink) in zip(("bottom", "top"), sorted(ways, key=lambda way: -way[0]), strict=True):
        least = max(least, float((1 - level) * PEOPLE))
        told = _number(pen, people(level), words, ink, beside=not pen.tight)
        pen.text(x, least, told, look.ink, look.size, f"left {at}")
