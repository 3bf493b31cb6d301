"""Figures of customer value: whatever is left stands on the waterline, solid; what does not suffice sinks below it."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import mean

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.customer_value.model import signed
from simulations.customer_value.sums import (
    AT_FIRST,
    COSTS,
    CROWD,
    KINDS,
    VALUES,
    Balance,
    Deal,
    Deals,
    Offer,
    Offers,
    Outcome,
)
from simulations.pen import Part, Pen

BARE: Part = {"tickvals": [], "showline": False}


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.customer_value.`."""
    pen = Pen(say, look, large=(32, 28, 60), middle=(19, 17, 34))
    if isinstance(outcome, Balance):
        axes, height = _balance(outcome, pen), 300
    elif isinstance(outcome, Offers):
        axes, height = _offers(outcome, pen), 300
    else:
        axes, height = _ratio(outcome, pen), 300
    return pen.figure(440 if pen.slide else height, axes)


def spread(places: Sequence[float], gap: float, low: float) -> list[float]:
    """Places as near as can be to the given ones, from the top, at least `gap` apart and none below `low`."""
    pools: list[list[float]] = []
    for n, place in enumerate(places):
        pools.append([place + n * gap])
        while len(pools) > 1 and mean(pools[-2]) < mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    levels = [mean(pool) for pool in pools for _ in pool]
    return [max(level, low + (len(places) - 1) * gap) - n * gap for n, level in enumerate(levels)]


def _balance(outcome: Balance, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    left, middle = ((32, 44), (46, 58)) if look.phone else ((22, 38), (41, 57)) if pen.slide else ((26, 44), (47, 65))
    total, rest = outcome.total, outcome.rest
    low, high = min(-10 if rest >= 0 else -38, rest - 8), max(total, 100) + 30
    gap = 1.25 * look.size * (high - low) / _px(pen)
    _water(pen, low)
    _stack(pen, left, 0, outcome.values, look.tint, look.accent)
    _stack(pen, middle, total, [-cost for cost in outcome.costs], look.paper, look.edge)
    if rest > 0:
        pen.block(middle[0], 0, middle[1], rest, look.accent)
    elif rest < 0:
        pen.block(middle[0], 0, middle[1], rest, look.warm_tint, look.fill, "dash")
    pen.line(left[0], total, middle[1], total, look.ink, 2)

    gains = _labels(outcome.values, 0, 1)
    places = spread(gains[::-1], gap, gap / 2)[::-1]
    head = max(total, places[-1] + gap / 2) + 2
    pen.text(left[1], head, _head(pen, "parts.total", total), look.ink, look.size, "right bottom")
    for name, number, centre, y in zip(VALUES, outcome.values, gains, places, strict=True):
        pen.line(left[0] - 1.2, y, left[0], centre, look.edge, 1)
        pen.text(left[0] - 1.8, y, _part(pen, outcome, name, number), look.ink, look.size, "right middle")

    foot = 0.0  # of the costs' names, above what is left
    if rest >= 0:
        foot = 1.35 * pen.large * (high - low) / _px(pen) + (gap if pen.tight else 0)
    falls = _labels(outcome.costs, total, -1)
    places = spread(falls, gap, foot + gap / 2)
    head = max(total, places[0] + gap / 2) + 2
    pen.text(middle[0], head, _head(pen, "parts.cost", outcome.cost), look.ink, look.size, "left bottom")
    for name, number, centre, y in zip(COSTS, outcome.costs, falls, places, strict=True):
        pen.line(middle[1], centre, middle[1] + 1.2, y, look.edge, 1)
        pen.text(middle[1] + 1.8, y, _part(pen, outcome, name, number), look.ink, look.size, "left middle")
    if not look.phone:
        x = middle[1] + (24 if pen.slide else 19)
        _energy(pen, x, places[2] + gap / 3, places[3] - gap / 3, sum(outcome.costs[2:]))

    ink = look.warm if rest < 0 else look.accent
    more = pen.sized(signed(outcome.more), pen.middle, look.warm if outcome.more < 0 else look.accent)
    words = f"{pen.sized(say.number(rest), pen.large, ink)} {more if outcome.more else ''}"
    words += f"{'<br>' if pen.tight else ' '}{say('marks.rest')}"
    y, at = (-2, "left top") if rest < 0 else (2, "left bottom")
    pen.text(middle[1] + 1.8, y, words, ink, look.size, at, 600)
    return _plain([0, 100], [low, high])


def _labels(parts: Sequence[int], start: float, way: int) -> list[float]:
    """Middles of blocks that stand upon (`way` 1) or hang from (−1) one another."""
    return [start + way * (sum(parts[:n]) + part / 2) for n, part in enumerate(parts)]


def _part(pen: Pen, outcome: Balance, name: str, number: int) -> str:
    """A part's name, its points and how far it moved, coloured by whom the move helps."""
    gain = outcome.gains[name]
    ink = pen.look.accent if gain > 0 else pen.look.warm
    moved = f" <span style='color:{ink}'>{signed(gain if name in VALUES else -gain)}</span>" if gain else ""
    return f"{pen.say(f'short.{name}')} <b>{number}</b>{moved}"


def _head(pen: Pen, key: str, number: int) -> str:
    first, space, last = pen.say(key).rpartition(" ")
    return f"{first}{'<br>' if pen.look.phone and space else space}{last} <b>{number}</b>"


def _energy(pen: Pen, x: float, top: float, bottom: float, points: int) -> None:
    """A bracket round the two costs that the decks also call one."""
    pen.curve([x - 0.7, x, x, x - 0.7], [top, top, bottom, bottom], pen.look.edge, 1.5)
    words = f"{pen.say('marks.energy')} <b>{points}</b>"
    pen.text(x + 0.9, (top + bottom) / 2, words, pen.look.muted, pen.look.size, "left middle")


def _water(pen: Pen, low: float) -> None:
    """The waterline and the water below it, from edge to edge."""
    pen.block(0, 0, 1, low - 5, pen.look.tint, xref="paper", layer="below")
    pen.line(0, 0, 1, 0, pen.look.ink, 2, xref="paper", layer="below")


def _plain(across: Sequence[float], up: Sequence[float]) -> Part:
    return {
        "xaxis": {"range": list(across)} | BARE,
        "yaxis": {"range": list(up)},
        "margin": {"t": 4, "b": 4, "l": 4, "r": 4},
    }


def _stack(pen: Pen, sides: tuple[float, float], start: float, parts: Sequence[int], fill: str, edge: str) -> None:
    """Blocks one upon another from `start`, or hanging from it where the parts are negative."""
    for part in parts:
        if part:
            pen.block(sides[0], start, sides[1], start + part, fill, edge)
        start += part


def _offers(outcome: Offers, pen: Pen) -> Part:
    say, look, mine, theirs = pen.say, pen.look, outcome.mine, outcome.theirs
    low, high = -36, max(66, float(mine.rest(0)) + 6, float(theirs.rest(0)) + 6)
    gap = 1.15 * look.size * (high - low) / _px(pen)
    _water(pen, low)
    _lead(outcome, pen)
    if mine != AT_FIRST:
        _fall(pen, AT_FIRST, look.ink, 1.5, "dot")
    _fall(pen, theirs, look.slate, 3)
    _fall(pen, mine, look.accent, 4)
    for x, weight, side in ((-0.04, 0, "right middle"), (2.04, 2, "left middle")):
        ends = [("mine", mine, look.accent), ("theirs", theirs, look.muted)]
        ends = sorted((end for end in ends if end[1].rest(weight) >= 0), key=lambda end: -end[1].rest(weight))
        places = spread([float(offer.rest(weight)) for _, offer, _ in ends], gap, gap / 2)
        for (who, offer, ink), y in zip(ends, places, strict=True):
            number = f"<b>{say.number(offer.rest(weight))}</b>"
            pen.text(x, y, number if look.phone or weight else f"{say(f'marks.{who}')} {number}", ink, look.size, side)
    if (cross := outcome.crossing) is not None and mine.rest(cross) > 0:
        pen.line(float(cross), 0, float(cross), float(mine.rest(cross)), look.ink, 1, "dot")
    _crowd(outcome, pen)
    for x, key, side in ((-0.04, "calm", "right"), (2.04, "hurried", "left")):
        first, space, last = say(f"marks.{key}").rpartition(" ")
        words = f"{first}{'<br>' if look.phone and space else space}{last}"
        pen.text(x, -1.5, words, look.muted, look.size, f"{side} top")
    left, right = (-0.5, 2.45) if look.phone else (-0.6, 2.5) if pen.slide else (-0.4, 2.34)
    pen.text(right, high, say("marks.height"), look.muted, look.size, "right top")
    return _plain([left, right], [low, high])


def _fall(pen: Pen, offer: Offer, colour: str, width: float, dash: str = "solid") -> None:
    """What an offer leaves, from customers in no hurry to those in a great one; as far as it leaves anything."""
    start = float(offer.rest(0))
    last = min(2.0, max(0.0, start / offer.trouble)) if offer.trouble else 2.0
    if start >= 0:
        pen.curve([0, last], [start, start - last * offer.trouble], colour, width, dash)


def _lead(outcome: Offers, pen: Pen) -> None:
    """Where ours leaves more, the distance to what the customer would have otherwise."""
    mine, theirs = outcome.mine, outcome.theirs
    turns = {Fraction(0), Fraction(2)} | ({outcome.crossing} if outcome.crossing is not None else set())
    turns |= {Fraction(offer.rest(0)) / offer.trouble for offer in (mine, theirs) if offer.trouble}
    across = sorted(turn for turn in turns if 0 <= turn <= 2)
    ahead = [w for w in across if mine.rest(w) >= max(theirs.rest(w), 0)]
    if len(ahead) > 1:
        there = [f"{float(w):.3f} {float(mine.rest(w)):.2f}" for w in ahead]
        back = [f"{float(w):.3f} {float(max(theirs.rest(w), Fraction(0))):.2f}" for w in reversed(ahead)]
        pen.path(f"M {' L '.join([*there, *back])} Z", pen.look.tint, layer="below")


def _crowd(outcome: Offers, pen: Pen) -> None:
    """A disc for each customer under the waterline, in the colour of the shop they go to, and how many go where."""
    look = pen.look
    styles = {
        "mine": (look.accent, look.accent, look.accent), "theirs": (look.slate, look.slate, look.ink),
        "level": (look.paper, look.ink, look.ink), "nobody": (look.paper, look.fill, look.warm),
    }  # fmt: skip
    groups: list[tuple[str, list[float]]] = []
    for n, place in enumerate(outcome.choices):
        if not groups or groups[-1][0] != KINDS[place]:
            groups.append((KINDS[place], []))
        groups[-1][1].append((2 * n + 1) / CROWD)
    for n, (kind, places) in enumerate(groups):
        fill, edge, ink = styles[kind]
        if look.phone:  # in two rows, or they would touch
            pen.discs([(x, -4 - 5 * (n % 2)) for n, x in enumerate(places, round(places[0] * CROWD))], 5, fill, edge)
        else:
            pen.discs([(x, -6) for x in places], 7 if pen.slide else 9, fill, edge)
        x, side = (0.0, "left") if n == 0 else (2.0, "right") if n == len(groups) - 1 else (mean(places), "center")
        number, space = pen.sized(str(len(places)), pen.large, ink), "<br>" if look.phone else " "
        pen.text(
            x, -12 if look.phone else -10, f"{number}{space}{pen.say(f'kinds.{kind}')}", ink, look.size, f"{side} top"
        )


def _ratio(outcome: Deals, pen: Pen) -> Part:
    say, look, ends = pen.say, pen.look, [_end(outcome.a), _end(outcome.b)]
    again, far = outcome.way == "purse", max(x for x, _ in ends)
    wide = (1.65 if look.phone else 1.45) * far
    high = max(43, (1.2 if again else 1.75) * max(y for _, y in ends), -0.6 * min(y for _, y in ends))
    low = min(-0.22 * high, min(y for _, y in ends) - 0.16 * high)
    unit = (high - low) / _px(pen)  # points that a pixel of height is worth
    _water(pen, low)
    pen.text(wide, -4 * unit, say("marks.spent" if again else "marks.price"), look.muted, look.size, "right top")
    if again:
        pen.text(0, high, say("marks.left"), look.muted, look.size, "left top")
        pen.line(outcome.purse, 0, outcome.purse, high, look.ink, 1.5, "dot", layer="below")
        pen.text(outcome.purse, -4 * unit, say("marks.purse", n=outcome.purse), look.ink, look.size, "center top")
    else:
        pen.text(wide, high, f"{say('marks.high')}<br>{say('marks.steep')}", look.muted, look.size, "right top")
        _between(outcome.a, outcome.b, pen, unit)
    gap = (1.3 * pen.large + (1.2 * look.size if pen.tight else 0)) * unit
    heights = _heights(ends, gap, low)
    slope = max(y / x for x, y in ends)
    for name, deal, (x, y), height in zip("ab", (outcome.a, outcome.b), ends, heights, strict=True):
        _steps(pen, deal, outcome.winner in (name, "same"))
        way, side = (1, "left") if x == far or x < wide * 0.3 else (-1, "right")
        aside = way * wide / (28 if look.phone else 60)
        if x == far:
            place, at = (x + aside, height), f"{side} middle"
        elif y < 0:
            place, at = (x + aside, y), f"{side} middle"
        elif y < x * slope and not again:  # the other's line runs over it: under the water there is room
            place, at = (x + 3 * aside, -4 * unit), f"{side} top"
        else:
            place, at = (x + aside, y + 3 * unit), f"{side} bottom"
        pen.text(*place, _told(outcome, pen, name, deal), look.muted, look.size, at)
    return _plain([0, wide], [low, high])


def _end(deal: Deal) -> tuple[int, int]:
    """Where an offer gets to: what is spent and what is left; a purchase that is too dear stands where it would."""
    times = max(deal.times, 1)
    return deal.price * times, deal.rest * times


def _heights(ends: Sequence[tuple[int, int]], gap: float, low: float) -> list[float]:
    """How high the words beside each end stand: clear of the waterline and, one above the other, `gap` apart."""
    heights: list[float] = [max(y, gap / 2) if y >= 0 else min(y, -gap / 2) for _, y in ends]
    if ends[0][0] == ends[1][0]:
        order = sorted((0, 1), key=lambda n: -heights[n])
        floor = gap / 2 if min(heights) >= 0 else low + gap / 2
        for n, height in zip(order, spread([heights[n] for n in order], gap, floor), strict=True):
            heights[n] = height
    return heights


def _between(a: Deal, b: Deal, pen: Pen, unit: float) -> None:
    """The offers that leave less than A and give more for each point: there the two measures disagree."""
    look = pen.look
    for x, rest in {a.price: a.rest, b.price: b.rest}.items():
        y, at = (-4 * unit, "center top") if rest >= 0 else (4 * unit, "center bottom")
        pen.text(x, y, f"<b>{x}</b>", look.ink, look.size, at)
    if a.rest <= 0:
        return
    pen.path(f"M 0 {a.rest} L {a.price} {a.rest} L 0 0 Z", look.honey_tint, layer="below")
    for start in (0, a.rest):
        pen.line(0, start, a.price, a.rest, look.honey, 1.5, "dash", layer="below")
    if a.rest > 24 * unit and b.rest < a.rest:  # there is room for it
        pen.text(a.price, a.rest + 3 * unit, pen.say("marks.between"), look.honey, look.size, "right bottom")


def _steps(pen: Pen, deal: Deal, wins: bool) -> None:
    """An offer as far from the waterline as it leaves points; bought again and again it climbs its ray."""
    look, (x, y) = pen.look, _end(deal)
    colour, dash = look.accent if wins else look.slate, "solid" if deal.times else "dot"
    pen.line(0, 0, x, y, colour, 2, dash)
    pen.line(x, 0, x, y, colour, 5, dash)
    pen.discs([(deal.price * n, deal.rest * n) for n in range(1, deal.times)], 9, look.paper, colour)
    pen.discs([(x, y)], 15, colour if wins and deal.times else look.paper, colour)


def _told(outcome: Deals, pen: Pen, name: str, deal: Deal) -> str:
    """An offer's name and its two measures, or what is left of a purse; in colour where it is the larger."""
    look, say = pen.look, pen.say
    ink = look.accent if outcome.winner in (name, "same") else look.muted
    here, space = pen.sized(say(f"marks.{name}"), pen.middle, ink), "<br>" if pen.tight else " "
    if outcome.way == "purse":
        sum_, left = f"{deal.times} × {say.number(deal.rest)}", pen.sized(say.number(deal.left), pen.large, ink)
        return f"{here} {left}<br>{sum_}" if pen.tight else f"{here} {sum_} = {left}"
    ruled = look.accent if outcome.by_ratio in (name, "same") else look.muted
    rest, ratio = (pen.sized(say.number(n, 2), pen.middle, tone) for n, tone in ((deal.rest, ink), (deal.ratio, ruled)))
    return f"{here} {say('marks.difference')} {rest}{space}{say('marks.ratio')} {ratio}"


def _px(pen: Pen) -> int:
    """Pixels of height that the figure has at the least."""
    return 430 if pen.slide else 285 if pen.look.phone else 187
