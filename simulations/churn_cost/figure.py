"""Figures of what churn costs. The line that everything is measured from is dotted: what it would cost if nobody left,
or what the care costs. Keeping is 青, winning again those who left is persimmon."""

from collections.abc import Iterable

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.churn_cost.costs import CLAIMED, CROWD, DECK, POINT, Cost, Curve, Outcome, Plan, Table, crossing
from simulations.pen import Part, Pen

GAP = 340  # customers that would fit between the two pictures of a table
MOST = 50  # per cent of churn that the lines show
LAST = 16  # multiple at which the scale of a plan ends


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.churn_cost.`."""
    pen = Pen(say, look)
    if isinstance(outcome, Table):
        axes = _table(outcome, pen)
    elif isinstance(outcome, Curve):
        axes = _curve(outcome, pen)
    else:
        axes = _plan(outcome, pen)
    margin = {"t": 4, "b": 30} | axes.get("margin", {})
    return pen.figure(440 if pen.slide else 290, axes | {"margin": margin})


def _width(pen: Pen, units: float, words: str, size: float) -> float:
    """About how many units of the axis some digits and letters take, where all of it is `units` long."""
    across = 1020 if pen.slide else 340 if pen.look.phone else 730
    return units * (0.58 * size * len(words) + 4) / across


def _n(pen: Pen, value: int, sign: bool = False) -> str:
    plus = "+" if sign and value > 0 else ""
    return pen.say("marks.n", n=f"{plus}{pen.say.number(value)}")


def _ticks(labels: Iterable[tuple[float, str]]) -> Part:
    places = list(labels)
    return {"tickvals": [x for x, _ in places], "ticktext": [words for _, words in places], "tickangle": 0}


def _corner(pen: Pen, words: str, number: str, corner: tuple[float, float]) -> None:
    """Words, and below them a large number."""
    pen.text(*corner, words, pen.look.ink, pen.look.size, "left top")
    pen.text(*corner, number, pen.look.ink, pen.large, "left top", 700, yshift=-1.25 * pen.look.size)


def _table(outcome: Table, pen: Pen) -> Part:
    """Two pictures whose width is people and whose height is the cost of one, so that areas are costs."""
    look, say, now = pen.look, pen.say, outcome.now
    top = max(8.0, now.multiple * 1.42)
    second, units = CROWD + GAP, 2 * CROWD + GAP
    ticks: list[tuple[float, str]] = []
    for year, cost, x in (("last", outcome.last, 0), ("now", now, second)):
        edge = x + cost.stayed
        pen.block(x, 0, edge, 1, look.accent)
        if cost.left:
            pen.block(edge, 0, x + CROWD, cost.multiple, look.fill)
        _sums(pen, cost, x, top)
        _head(pen, outcome, year, cost, (x, top))
        stay, refill = say("marks.stay", n=cost.stayed), say("marks.refill", n=cost.left)
        middle, end = x + cost.stayed / 2, x + CROWD  # words may be wider than what they stand under
        if cost.left:
            half = _width(pen, units, refill, look.size) / 2
            place = min(edge + cost.left / 2, end - half)
            ticks.append((place, refill))
            middle = min(middle, place - half - _width(pen, units, stay, look.size) / 2)
        ticks.append((middle, stay))
    _difference(pen, outcome, second)
    pen.line(0, 1, second + CROWD, 1, look.ink, 1.5, "dot")
    nobody = _n(pen, CROWD)
    if not look.phone:
        told = say("marks.nobody")
        nobody = f"{told.replace(' ', '<br>') if pen.slide else told}<br>{nobody}"
    pen.text(CROWD + GAP / 2, 1, nobody, look.ink, look.size, "center bottom")
    return {"xaxis": {"range": [0, units]} | _ticks(ticks), "yaxis": {"range": [0, top]}}


def _head(pen: Pen, outcome: Table, year: str, cost: Cost, corner: tuple[float, float]) -> None:
    """Whose picture it is, the total, and this year the difference."""
    look, say = pen.look, pen.say
    words = say("marks.leave_short" if look.phone else "marks.leave", year=say(f"years.{year}"), churn=cost.churn)
    total = _n(pen, cost.total)
    if year == "now" and (change := round(outcome.change)):
        sign = f"+{change}%" if change > 0 else f"{say.number(change)}%"
        total += f" {pen.sized(sign, pen.middle, look.warm if change > 0 else look.accent)}"
    _corner(pen, words, total, corner)
    if outcome.pounds:
        money = say("marks.pounds", money=say.quantity(cost.total * outcome.pounds, "pound", 2))
        pen.text(*corner, money, look.muted, look.size, "left top", yshift=-1.25 * (look.size + pen.large))


def _sums(pen: Pen, cost: Cost, x: float, top: float) -> None:
    """What the two blocks of a picture cost, as the sum where there is room for it."""
    look = pen.look
    keep, win = _n(pen, cost.keep), _n(pen, cost.win)
    if not pen.tight:
        keep = f"{pen.say.number(cost.stayed)} × n = {keep}"
        win = f"{cost.left} × {_n(pen, cost.multiple)} = {win}"
    if top < 9:
        pen.text(x + 12, 0.5, keep, look.paper, look.size, "left middle", 600)
    else:
        pen.text(x, 1, keep, look.accent, look.size, "left bottom", 600)
    if cost.left:
        pen.text(x + CROWD, cost.multiple, win, look.warm, look.size, "right bottom", 600)


def _difference(pen: Pen, outcome: Table, x: float) -> None:
    """What stands above the line for the customers who leave in one year only: saved, or on top."""
    look, last, now = pen.look, outcome.last, outcome.now
    start, end = sorted((x + last.stayed, x + now.stayed))
    if not outcome.saved:
        return
    words = _n(pen, -outcome.saved, True)
    roomy = end - start > _width(pen, 2 * CROWD + GAP, words, pen.middle)
    if outcome.saved > 0:
        pen.block(start, 1, end, now.multiple, look.tint, look.accent, "dot")
    else:
        pen.line(end, 0, end, now.multiple, look.paper, 1.5, "dot")
    if roomy and now.multiple > 3 and not look.phone:
        ink = look.accent if outcome.saved > 0 else look.paper
        pen.text((start + end) / 2, (1 + now.multiple) / 2, words, ink, pen.middle, weight=700)


def _curve(outcome: Curve, pen: Pen) -> Part:
    """Total cost against churn: a line for each multiple, 青 while keeping is the larger part of it."""
    look, say, cost = pen.look, pen.say, outcome.cost
    churn, own = cost.churn, cost.multiple
    room = 8 if pen.tight else 10
    top = max(3700.0, 1.3 * cost.total)  # lines end below it, so that their names stand above their ends
    wide = 1.3 if look.phone else 0.9
    for multiple in sorted({*CLAIMED, own}, key=lambda multiple: (multiple == own, multiple)):
        _line(pen, multiple, own, top)
    pen.block(churn - wide, 0, churn + wide, cost.keep, look.accent, layer="below")
    pen.block(churn - wide, cost.keep, churn + wide, cost.total, look.fill, layer="below")
    for name, value, y, ink in (
        ("keep", cost.keep, cost.keep / 2, look.accent), ("win", cost.win, cost.keep + cost.win / 2, look.warm),
    ):  # fmt: skip
        words = f"{say(f'marks.{name}')} {_n(pen, value)}"
        fits = churn + wide + _width(pen, MOST + room, f"{words}..", look.size) < MOST
        x, side = (churn + wide + 0.5, "left") if fits else (churn - wide - 0.5, "right")
        if value > top * 0.11:
            pen.text(x, y, words, ink, look.size, f"{side} middle", 600, bgcolor=look.paper, yshift=-2)
    _corner(pen, say("marks.total"), _n(pen, cost.total), (-wide, top))
    turn = float(outcome.crossing)
    pen.line(turn, 0, turn, CROWD + POINT * (own - 1) * turn, look.ink, 1.5, "dot", layer="below")
    here, equal = f"<b>{churn}%</b>", f"<br>{say('marks.cross', n=outcome.crossing)}"
    ticks = [(churn, here), (turn, equal)] if turn != churn else [(churn, here + equal)]
    ticks += [(x, f"{x}%") for x in (0, MOST) if abs(x - churn) > (10 if look.phone else 5)]
    return {
        "xaxis": {"range": [-wide, MOST + room]} | _ticks(ticks),
        "yaxis": {"range": [0, top]},
        "margin": {"b": 84 if pen.slide else 50},
    }


def _line(pen: Pen, multiple: int, own: int, top: float) -> None:
    """One multiple's line; a ring where it turns from 青 to persimmon, its name at its end."""
    look, slope, mine = pen.look, POINT * (multiple - 1), multiple == own
    end, last = _end(multiple, top), _end(own, top)
    turn = min(float(crossing(multiple)), end)
    width = 4 if mine else 1.5
    pen.curve([0, turn], [CROWD, CROWD + slope * turn], look.accent, width)
    if turn < end:
        pen.curve([turn, end], [CROWD + slope * turn, CROWD + slope * end], look.fill, width)
    if turn < end or multiple == 1:
        pen.discs([(turn, CROWD + slope * turn)], 12 if mine else 7, look.paper, look.ink if mine else look.fill)
    name = pen.say("marks.deck" if multiple == DECK and not pen.tight else "marks.times", n=multiple)
    apart = abs(end - last) > _width(pen, MOST + 9, name, look.size * 1.3)
    if end == last == MOST:
        apart = abs(multiple - own) * POINT * MOST > top * (0.08 if pen.tight else 0.1)
    if mine or apart:
        ink, weight = look.warm if turn < end else look.accent, 700 if mine else 400
        x, at = (end + 1.4, "left middle") if end == MOST else (end, "right bottom")
        pen.text(x, CROWD + slope * end, name, ink, look.size, at, weight)


def _end(multiple: int, top: float) -> float:
    """The churn at which a line leaves the figure."""
    return min(MOST, (0.88 * top - CROWD) / (POINT * (multiple - 1))) if multiple > 1 else MOST


def _plan(outcome: Plan, pen: Pen) -> Part:
    """What lower churn saves, against the multiple; the dotted line is what the care costs."""
    look, say, spent, even = pen.look, pen.say, outcome.spent, float(outcome.even)
    slope = POINT * outcome.points
    top = (1.55 if even < 12 else 1.7) * max(outcome.gross(LAST), spent)
    right = LAST + (3.4 if look.phone else 2.6 if pen.slide else 2.2)
    left = -0.4 if look.phone else 0.4

    def at(multiple: float) -> float:
        return slope * (multiple - 1)

    turn = min(even, LAST)
    pen.path(f"M 1 {spent} L 1 0 L {turn} {at(turn)} L {turn} {spent} Z", look.warm_tint, layer="below")
    if even < LAST:
        pen.path(f"M {even} {spent} L {LAST} {at(LAST)} L {LAST} {spent} Z", look.tint, layer="below")
        pen.line(even, 0, even, top, look.ink, 2)
    pen.line(1, spent, LAST, spent, look.ink, 1.5, "dot")
    pen.curve([1, LAST], [0, at(LAST)], look.ink, 3)
    for multiple in CLAIMED:
        net = outcome.net(multiple)
        fill, ink, inside = (look.accent, look.accent, look.accent) if net >= 0 else (look.fill, look.warm, look.paper)
        pen.line(multiple, spent, multiple, at(multiple), fill, 4, layer="below")
        pen.discs([(multiple, at(multiple))], 13, inside, fill)
        words = _n(pen, net, True)
        size = look.size if look.phone else pen.middle
        half = _width(pen, right - left, words, size) / 2 + 0.15
        x = max(multiple, even + half) if net >= 0 else min(multiple, even - half)
        x = min(x, LAST + 0.6 - half) if net >= 0 and even < LAST - 4 else x
        y = max(spent, at(min(x + half, LAST)) if x < LAST - 4 else at(multiple))
        pen.text(x, y + top * 0.03, words, ink, size, "center bottom", 700)
    side, beside = ("left", 0.25) if even < LAST / 2 else ("right", -0.25)
    words = say("marks.even" if even <= LAST else "marks.never", n=outcome.even)
    pen.text(turn + beside, top, words, look.ink, pen.middle, f"{side} top", 700)
    _names(pen, spent, at(LAST), top)
    worth: list[tuple[float, str]]
    worth = [(m, f"{say('marks.times', n=m)}<br><b>{_n(pen, Plan(1, 1).gross(m))}</b>") for m in CLAIMED]
    worth.append(((LAST + right) / 2 + 0.4, f"<br>{say('marks.one_short' if pen.tight else 'marks.one')}"))
    axis = _ticks(worth) | {"ticklabeloverflow": "allow"}
    return {
        "xaxis": {"range": [left, right]} | axis,
        "yaxis": {"range": [0, top]},
        "margin": {"b": 48 if not pen.slide else 84},
    }


def _names(pen: Pen, spent: float, saved: float, top: float) -> None:
    """What the dotted line and the slanting one are, at their ends; the higher one's words stand higher."""
    room = top * (0.26 if pen.tight else 0.13)
    least = room * 0.55
    apart = max(0.0, (room - abs(saved - spent)) / 2)
    up, down = (apart, -apart) if saved >= spent else (-apart, apart)
    told = pen.say("marks.spent", n=_n(pen, int(spent)))
    told = told.replace(" ", "<br>", 1) if pen.tight else told
    pen.text(LAST + 0.25, max(spent + down, least), told, pen.look.ink, pen.look.size, "left middle")
    pen.text(LAST + 0.25, saved + up, pen.say("marks.saved"), pen.look.ink, pen.look.size, "left middle")
