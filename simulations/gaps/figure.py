"""Figures of the four perception gaps: what the firm counts is dotted; what customers meet is solid, and sinks."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.gaps.errand import DESKS, WORK, Errand, Stop
from simulations.gaps.message import KINDS, SHOWN, Message
from simulations.gaps.model import Outcome
from simulations.gaps.process import STANDS, STEPS, Process
from simulations.pen import Part, Pen

END = len(STEPS)


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.gaps.`."""
    pen = Pen(say, look, large=(28, 24, 52), middle=(20, 17, 36))
    if isinstance(outcome, Process):
        axes, height = _process(outcome, pen), 290
    elif isinstance(outcome, Errand):
        axes, height = _errand(outcome, pen), 280
    else:
        axes, height = _message(outcome, pen), 270 if not look.phone else 390
    return pen.figure(450 if pen.slide else height, axes)


def _process(outcome: Process, pen: Pen) -> Part:
    say, look, firm = pen.say, pen.look, outcome.standard
    line = (firm, *outcome.after)
    steps = f"M 0 0 L 0 {firm}"
    for step, people in enumerate(outcome.after):
        steps += f" L {step + 0.5} {line[step]} L {step + 0.5} {people}"
    pen.path(f"{steps} L {END} {outcome.met} L {END} 0 Z", look.accent)
    for where in STANDS.values():
        top, bottom = line[where], line[where + 1]
        if top > bottom:
            pen.block(where + 0.5, bottom, END, top, look.warm_tint)
            pen.line(where + 0.5, bottom, where + 0.5, top, look.fill, 4)
            pen.line(where + 0.5, bottom, END, bottom, look.paper, 2)
    pen.line(0, firm, END, firm, look.ink, 1.5, "dot")
    for step in range(END):
        pen.text(step + 0.5, firm + 2, say.number(firm), look.muted, look.size, "center bottom")
    room = 3.2 if look.phone else 2.9 if pen.slide else 2.6
    _sum(outcome, pen, line, END + room)
    names = [say(f"steps.{step}{'_short' if pen.tight else ''}") for step in STEPS]
    ticks = {"tickvals": [step + 0.5 for step in range(END)], "ticktext": names, "tickangle": 0}
    return {
        "xaxis": {"range": [0, END + room]} | ticks,
        "yaxis": {"range": [0, 119]},
        "margin": {"t": 4, "b": 28, "l": 4, "r": 4},
    }


def _sum(outcome: Process, pen: Pen, line: Sequence[int], edge: float) -> None:
    """The sum at the right end: what the firm counts, less each gap, is what customers met."""
    say, look, x = pen.say, pen.look, END + 0.12
    open_gaps = {gap: lost for gap, lost in outcome.lost.items() if lost}
    middles = [(line[STANDS[gap]] + line[STANDS[gap] + 1]) / 2 for gap in open_gaps]
    spots = _apart([*middles, outcome.met / 2], outcome.standard - 7, 10)
    firm = f"{say('marks.firm')} {pen.sized(say.number(outcome.standard), pen.middle)}"
    head = max(outcome.standard + 1, spots[0] + 8)
    pen.text(x, head, firm, look.ink, look.size, "left bottom")
    for (gap, lost), y in zip(open_gaps.items(), spots, strict=False):
        number = pen.sized(f"−{lost}", pen.middle)
        pen.text(x, y, f"{number} {say(f'gaps.{gap}_short')}", look.warm, look.size, "left middle")
        if not look.phone:
            more = int(outcome.alone[gap] + Fraction(1, 2))
            pen.text(edge, y, f"+{more}", look.accent, look.size, "right middle", 600)
    if open_gaps and not look.phone:
        pen.text(edge, head, say("marks.alone"), look.muted, look.size, "right bottom")
    met = f"{pen.sized(say.number(outcome.met), pen.large, look.accent)} {say('marks.met')}"
    pen.text(x, spots[-1], met, look.accent, look.size, "left middle")


def _apart(places: Sequence[float], top: float, floor: float, least: float = 15) -> list[float]:
    """The places, from the top down, moved until they are that far apart and none is above the top or below the floor.

    The last, in large type, is kept a little further away.
    """
    moved = [min(place, top) for place in places]
    for n in range(1, len(moved)):
        moved[n] = min(moved[n], moved[n - 1] - least)
    moved[-1] = max(moved[-1], floor)
    for n in range(len(moved) - 2, -1, -1):
        moved[n] = max(moved[n], moved[n + 1] + least + (4 if n == len(moved) - 2 else 0))
    return moved


def _errand(outcome: Errand, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    rows, total = max(outcome.desks, 4), float(outcome.total)
    axis = max(95.0, total * 1.05)
    left = -axis * (0.3 if look.phone else 0.2 if pen.slide else 0.15)

    def at(desk: int) -> float:
        return rows - desk

    for desk in range(outcome.desks):
        pen.line(0, at(desk), axis, at(desk), look.line, 1, layer="below")
        pen.text(left, at(desk), say(f"desks.{DESKS[desk]}"), look.ink, look.size, "left middle")
    here = outcome.stops[0]
    for stop in outcome.stops[1:]:
        pen.line(float(here.end), at(here.desk), float(stop.start), at(stop.desk), look.muted, 1.5)
        here = stop
    if outcome.owner and outcome.desks > 1:
        pen.line(float(here.end), at(here.desk), total, at(0), look.muted, 1.5)
        pen.block(float(outcome.stops[0].end), at(0) - 0.26, total, at(0) + 0.26, look.tint, layer="below")
        beside = total < axis * 0.66
        x, side = (total + axis * 0.01, "left middle") if beside else (total - axis * 0.01, "right middle")
        pen.text(x, at(0), say("marks.owner"), look.accent, look.size, side)
    for stop in outcome.stops:
        _stop(stop, at(stop.desk), pen)
    _tellings([stop for stop in outcome.stops if stop.tell], at, axis, pen)
    pen.line(WORK, 0.35, WORK, rows + (0.75 if look.phone else 1.4), look.ink, 1.5, "dot")
    count, key = say("marks.work", n=WORK, each=outcome.each), _key(outcome, pen)
    if look.phone:
        count += f"<br>{key}"
    elif not outcome.owner:
        pen.text(axis, at(0), key, look.ink, look.size, "right middle", bgcolor=look.paper)
    pen.text(left if look.phone else WORK + axis * 0.01, rows + 0.75, count, look.ink, look.size, "left bottom")
    pen.line(total, 0.35, total, at(0 if outcome.owner else here.desk), look.ink, 2)
    told = say("marks.told" if outcome.told > 1 else "marks.told_once", n=outcome.told)
    took = f"{pen.sized(say.quantity(outcome.total, 'minute'), pen.large)} {told}"
    across = (total - left) / (axis - left)
    side = "center" if look.phone and 0.32 < across < 0.68 else "right" if across > 0.5 else "left"
    pen.text(total, 0.35, took, look.accent if outcome.visits == 1 else look.warm, look.size, f"{side} top")
    return {
        "xaxis": {"range": [left, axis], "tickvals": []},
        "yaxis": {"range": [0.35, rows + (2.5 if look.phone else 1.9)]},
        "margin": {"t": 4, "b": 72 if pen.slide else 40, "l": 4, "r": 4},
    }


def _key(outcome: Errand, pen: Pen) -> str:
    """Minutes of queue, telling and work at one desk, in the colours of the figure."""
    first, look = outcome.stops[0], pen.look
    parts = {"queue": (first.queue, look.warm), "tell": (first.tell, look.ink), "do": (first.work, look.accent)}
    words = {part: pen.say(f"marks.{part}", n=minutes) for part, (minutes, _) in parts.items()}
    return " · ".join(f"<span style='color:{parts[part][1]}'>{told}</span>" for part, told in words.items())


def _stop(stop: Stop, y: float, pen: Pen) -> None:
    """Queue and work at one desk."""
    look, start = pen.look, float(stop.start)
    told = start + stop.queue + stop.tell
    if stop.queue:
        pen.block(start, y - 0.09, told, y + 0.09, look.fill, layer="below")
    if stop.work:
        pen.block(told, y - 0.26, float(stop.end), y + 0.26, look.accent, layer="below")


def _tellings(stops: Sequence[Stop], at, axis: float, pen: Pen) -> None:
    """A disc for each time the story is told, with its number where there is room."""
    look = pen.look
    wide = 250 if look.phone else 560
    roomy = all((b.start - a.start) * wide / axis > 20 for a, b in pairwise(stops))
    spots = [(float(stop.start) + stop.queue + stop.tell / 2, at(stop.desk)) for stop in stops]
    size = 20 if roomy else 9
    pen.discs(spots[:1], size, look.paper, look.accent)
    pen.discs(spots[1:], size, look.paper, look.fill)
    for number, (x, y) in enumerate(spots if roomy else [], 1):
        pen.text(x, y, str(number), look.warm if number > 1 else look.accent, look.size, weight=700)


def _message(outcome: Message, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    across = 4 if look.phone else 10
    head, top = (27.4, 39.5) if look.phone else (12.8, 20.2)  # above 25 or 10 rows of customers
    meant = outcome.meant
    colours = {"right": (look.accent, look.accent), "early": (look.fill, look.fill),
               "door": (look.paper, look.fill), "late": (look.slate, look.slate)}  # fmt: skip
    pen.block(meant - 0.48, 0, meant + 0.48, head, look.tint, layer="below")
    pen.text(meant, head - 0.1, say("marks.meant"), look.ink, look.size, "center top")
    spots: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for day, people in enumerate(zip(*outcome.columns, strict=True)):
        counted = dict(zip(KINDS, people, strict=True))
        kinds = [kind for kind in ("early", "door", "right", "late") for _ in range(counted[kind])]
        tall = -(-len(kinds) // across)
        for n, kind in enumerate(kinds):
            column, row = divmod(n, tall)
            spots[kind].append((day + (column - (across - 1) / 2) * 0.9 / across, row + 0.6))
    for kind, found in spots.items():
        pen.discs(found, 7 if look.phone else 4.5 if pen.slide else 6, *colours[kind])
    pen.text(-0.48, top, _quote(outcome, pen), look.ink, pen.middle, "left top", 600)
    words = [
        f"<span style='color:{ink}'>{'○' if kind == 'door' else '●'}</span> "
        f"{pen.sized(say.number(people), pen.middle, ink)} {say(f'marks.{kind}')}"
        for kind, people in outcome.people.items() if people
        for ink in [look.accent if kind == "right" else look.slate if kind == "late" else look.warm]
    ]  # fmt: skip
    lines = [words[:2], words[2:]] if look.phone and len(words) > 3 else [words]
    counts = "<br>".join(" &nbsp; ".join(line) for line in lines)
    pen.text(-0.48, head + 0.3, counts, look.ink, look.size, "left bottom")
    names = [say("marks.today"), *(say(f"short.{outcome.day(day)}") for day in range(1, SHOWN))]
    return {
        "xaxis": {"range": [-0.5, SHOWN - 0.5], "tickvals": list(range(SHOWN)), "ticktext": names, "tickangle": 0},
        "yaxis": {"range": [0, top]},
        "margin": {"t": 4, "b": 28, "l": 4, "r": 4},
    }


def _quote(outcome: Message, pen: Pen) -> str:
    """What was said."""
    say = pen.say
    week = "next" if outcome.meant > 4 else "this"
    day = say(f"{week}.{outcome.day(outcome.meant)}")
    quote = say(f"quotes.{outcome.when}.{'named' if outcome.named else 'anyone'}", day=day)
    wide = sum(2 if sign > "\u2e7f" else 1 for sign in quote)
    if not pen.look.phone or wide < 38:
        return quote
    at = min((n for n, sign in enumerate(quote) if sign in " ，"), key=lambda n: abs(n - len(quote) / 2)) + 1
    return f"{quote[:at]}<br>{quote[at:]}"
