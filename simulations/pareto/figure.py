"""Figures of 80/20: customers stand in a row from the largest to the smallest, and what would be fair is dotted."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.pareto.shares import FEW, SALES, Curve, Sum
from simulations.pareto.years import CUSTOMERS, FINE, SPAN, Neglect, Next
from simulations.pen import Part, Pen

Spot = tuple[float, float]
CLEAR = "rgba(0,0,0,0)"
ROWS = 5  # of customers in a column


def figure(outcome: Sum | Curve | Next | Neglect, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.pareto.`."""
    pen = Pen(say, look)
    if isinstance(outcome, Sum):
        axes, height = _sum(outcome, pen), 280
    elif isinstance(outcome, Curve):
        axes, height = _curve(outcome, pen), 320
    elif isinstance(outcome, Next):
        axes, height = _next(outcome, pen), 240
    else:
        axes, height = _neglect(outcome, pen), 300
    return pen.figure(440 if pen.slide else height, axes)


def _money(pen: Pen, yuan: Fraction) -> str:
    """Whole yuan; to the hundred where there are many."""
    return pen.say.quantity(round(yuan) if yuan < 10_000 else round(yuan / 100) * 100, "yuan", 2)


def _sum(outcome: Sum, pen: Pen) -> Part:
    say, look, few = pen.say, pen.look, outcome.few
    tall = outcome.share / few  # of a key customer, in averages; an area is profit
    low = (100 - outcome.share) / (100 - few)
    top = max(4.0, tall) * 1.36
    middle, at = (100.0, "right") if look.phone and few > 30 else ((few + 100) / 2, "center")  # of the others
    pen.block(0, 0, few, tall, look.accent)
    pen.block(few, 0, 100, low, look.tint, look.accent)
    if 1 < outcome.ratio <= 45:  # as many slices as others are worth one key customer
        cuts = (low * n for n in range(1, int(outcome.ratio) + 1) if low * n < tall - 1e-9)
        cut = {"color": look.paper, "width": (1 if outcome.ratio > 20 else 2) * pen.scale}
        pen.path(" ".join(f"M 0 {y:.4f} L {few} {y:.4f}" for y in cuts) + " Z", CLEAR, line=cut)
    pen.line(0, 1, 100, 1, look.ink, 1.5, "dot", layer="below")
    each, rest = (
        say("marks.each", money=_money(pen, outcome.key_each)),
        say("marks.others", n=outcome.others, money=_money(pen, outcome.other_each)),
    )
    if not pen.tight:
        totals = (say("marks.total", money=_money(pen, m)) for m in (outcome.keys_profit, outcome.others_profit))
        small = f"<span style='font-size:{look.size}px;font-weight:400'>{next(totals)}</span>"
        each, rest = f"{each}&nbsp; {small}", f"{rest} · {next(totals)}"
    pen.text(0, tall + top * 0.02, each, look.accent, pen.middle, "left bottom", 700)
    if outcome.ratio > 1:
        times = say.number(outcome.ratio if outcome.ratio < 10 else int(outcome.ratio + Fraction(1, 2)))
        words = say("marks.worth", n=pen.sized(times, pen.large * 1.5))
        pen.text(middle, top * 0.66, words, look.accent, pen.middle, f"{at} middle", weight=600)
    pen.text(100, 1, say("marks.alike", money=_money(pen, Fraction(outcome.profit, outcome.customers))), look.ink,
             look.size, "right bottom")  # fmt: skip
    keys = say("marks.keys_short" if look.phone else "marks.keys", n=outcome.keys)
    _under(pen, few / 2 if few > 24 else 0, keys)
    _under(pen, middle, rest)
    return {
        "xaxis": {"range": [0, 100], "showticklabels": False},
        "yaxis": {"range": [0, top]},
        "margin": {"t": 4, "b": 2 * look.size},
    }


def _along(points: Sequence[tuple[Fraction, Fraction]], outcome: Curve, cost: bool) -> list[Spot]:
    """The points of the curve of sales, or of profit."""
    return [(float(x), float(outcome.profit_of(x, y) if cost else y)) for x, y in points]


def _curve(outcome: Curve, pen: Pen) -> Part:
    say, look, line = pen.say, pen.look, outcome.line
    profit, sales = _along(outcome.points, outcome, True), _along(outcome.points, outcome, False)
    peak = max(range(len(profit)), key=lambda n: profit[n][1])
    top = max(106.0, profit[peak][1] * (1.2 if outcome.losers else 1))
    gutter = 26 if look.phone else 18 if pen.slide else 22
    xs, ys = [x for x, _ in profit], [y for _, y in profit]
    pen.curve(xs, ys, look.tint, 0, fill="toself", fillcolor=look.tint)
    if outcome.cost:
        pen.curve([x for x, _ in sales], [y for _, y in sales], look.slate, 2)
    pen.curve([line, line], [0, float(outcome.profit(line))], look.ink, 1.5)
    if line == FEW:  # what was measured is of the top fifth
        pen.curve([FEW, FEW], SALES, look.slate, 10)
        x = 42 if look.phone else 52
        pen.curve([x, x], [top * 0.04, top * (0.16 if pen.tight else 0.11)], look.slate, 10)
        words = say("marks.measured_short" if pen.tight else "marks.measured", high=SALES[1])
        pen.text(x + (3.5 if look.phone else 1.6), top * 0.02, words, look.muted, look.size, "left bottom")
    pen.curve(xs[: peak + 1], ys[: peak + 1], look.accent, 4)
    if peak < len(profit) - 1:
        pen.curve(xs[peak:], ys[peak:], look.fill, 4)
        share = outcome.losers if outcome.losers < 1 else round(outcome.losers)
        losers = say("marks.losers", n=say.number(share))
        pen.text(100, top, losers, look.warm, look.size, "right top", 600)
    pen.line(0, 0, 100, 100, look.ink, 1.5, "dot")
    x = 71 if line < 66 else 45
    pen.text(x, x - 3, say("marks.equal"), look.ink, look.size, "left top")
    _reading(outcome, pen, top)
    _under(pen, line, f"<b>{say('marks.largest', n=line)}</b>")
    if line < (42 if pen.tight else 78):
        _under(pen, 100, say("marks.all"))
    return {
        "xaxis": {"range": [-gutter, 100.5], "showticklabels": False},
        "yaxis": {"range": [0, top]},
        "margin": {"t": 6, "b": 2.1 * look.size},
    }


def _under(pen: Pen, x: float, words: str) -> None:
    """Words below the axis, kept inside the figure at its ends."""
    across = "left" if x < 12 else "right" if x > 88 else "center"
    pen.text(x, 0, words, pen.look.ink, pen.look.size, f"{across} top", yref="paper", yshift=-0.3 * pen.look.size)


def _reading(outcome: Curve, pen: Pen, top: float) -> None:
    """What the curve, or both, say at the reader's line; written left of it, clear of each other."""
    look, line = pen.look, outcome.line
    found = [("profit", float(outcome.profit(line)), look.accent, pen.large)]
    if outcome.cost:
        found.append(("sales", float(outcome.sales(line)), look.muted, pen.middle))
    apart, least = top * (0.19 if look.phone else 0.25 if pen.slide else 0.2), top * 0.07
    most = top * (0.88 if pen.tight else 1)
    places = [max(min(share, most), least + apart * (len(found) - 1 - n)) for n, (_, share, _, _) in enumerate(found)]
    if outcome.cost:
        places[1] = min(places[1], places[0] - apart)
    for (name, share, ink, size), y in zip(found, places, strict=True):
        pen.line(0, share, line, share, ink, 1, "dot")
        edge = look.accent if name == "profit" else look.slate
        pen.discs([(line, share)], 13, look.accent if name == "profit" else look.paper, edge)
        number = pen.sized(f"{pen.say.number(int(share + 0.5))}%", size)
        if pen.tight:
            pen.text(-1.5, y, number, ink, size, "right middle")
            pen.text(-1.5, y, pen.say(f"marks.{name}", n=""), ink, look.size, "right bottom", yshift=size * 0.4)
        else:
            pen.text(-1, y, pen.say(f"marks.{name}", n=number), ink, look.size, "right middle")


def _next(outcome: Next, pen: Pen) -> Part:
    say, look, served = pen.say, pen.look, outcome.served

    def spot(rank: int) -> Spot:
        return (rank - 1) // ROWS * ROWS + ROWS / 2, ROWS - 0.5 - (rank - 1) % ROWS

    dot = 10.5 if look.phone else 12
    pen.block(0, -0.15, served, ROWS + 0.15, look.tint, layer="below")
    pen.line(served, -0.15, served, ROWS + 0.3, look.ink, 2)
    future = set(outcome.ranks)
    plain = [spot(rank) for rank in range(1, CUSTOMERS + 1) if rank not in future]
    pen.discs(plain, dot * 0.62, look.paper, look.edge)
    pen.discs([spot(rank) for rank in outcome.ranks if rank <= served], dot, look.accent, look.accent)
    pen.discs([spot(rank) for rank in outcome.ranks if rank > served], dot, look.paper, look.fill, symbol="circle")
    covered = say(
        "marks.covered_short" if look.phone else "marks.covered", n=pen.sized(say.number(outcome.covered), pen.large)
    )
    pen.text(0, ROWS + 1.3, covered, look.accent, look.size, "left middle", 600)
    if outcome.missed:
        missed = say("marks.missed", n=pen.sized(say.number(outcome.missed), pen.large))
        pen.text(CUSTOMERS, ROWS + 1.3, missed, look.warm, look.size, "right middle", 600)
    _under(pen, served, f"<b>{say('marks.served', n=served)}</b>")
    if served >= (50 if look.phone else 30 if pen.slide else 20):
        _under(pen, 0, say("marks.first"))
    if served <= CUSTOMERS - (45 if look.phone else 30):
        _under(pen, CUSTOMERS, say("marks.smallest"))
    return {
        "xaxis": {"range": [-1, CUSTOMERS + 1], "showticklabels": False, "showline": False},
        "yaxis": {"range": [-0.3, ROWS + 2]},
        "margin": {"t": 4, "b": 2 * look.size},
    }


def _neglect(outcome: Neglect, pen: Pen) -> Part:
    say, look, fair = pen.say, pen.look, float(outcome.fair)
    spots = [(float(year.number), float(year.profit)) for year in outcome.years]
    top = max(fair, *(y for _, y in spots)) * 1.3
    for side, colour in ((1, look.tint), (-1, look.warm_tint)):
        edge = " L ".join(f"{x:.4f} {y:.0f}" for x, y in _clipped(spots, fair, side))
        pen.path(f"M 1 {fair:.0f} L {edge} L {SPAN} {fair:.0f} Z", colour, layer="below")
    pen.line(1, fair, SPAN, fair, look.ink, 1.5, "dot")
    pen.curve([x for x, _ in spots], [y for _, y in spots], look.accent, 4)
    pen.discs([spot for spot in spots if spot[1] >= fair], 13, look.accent, look.accent)
    pen.discs([spot for spot in spots if spot[1] < fair], 13, look.paper, look.fill)
    side = SPAN + 0.4
    for (x, y), year, at in ((spots[0], 1, "left bottom"), (spots[-1], -1, "left middle")):
        change = int(abs(outcome.change(year)) + Fraction(1, 2))
        sign = "" if not change else "+" if y > fair else "−"
        ink = look.accent if y >= fair else look.warm
        if y > fair or year < 0:
            x, y = (1.15, y) if year == 1 else (side, max(y, top * 0.1))
            pen.text(x, y, f"{sign}{change}%", ink, pen.middle, at, 700)
    last = spots[-1][1]
    words = say("marks.fair_short" if pen.tight else "marks.fair")
    if last < fair - 0.08 * top:
        pen.text(side, fair, words, look.ink, look.size, "left bottom")
    else:
        down = 0 if last > fair + 0.16 * top else -0.6 * pen.middle
        pen.text(side, min(last, fair), words, look.ink, look.size, "left top", yshift=down)
    ticks = []
    for year in outcome.years:
        keys, others = (int(Fraction(people, FINE) + Fraction(1, 2)) for people in (year.keys, year.others))
        ticks.append(f"<span style='color:{look.muted}'>{year.number}</span><br><b>{keys}</b><br>{others}")
    pen.text(side, 0, say("marks.rows"), look.ink, look.size, "left top", yref="paper", yshift=-0.08 * look.size)
    return {
        "xaxis": {
            "range": [0.6, SPAN + (2.8 if look.phone else 2.4 if pen.slide else 1.9)],
            "tickvals": list(range(1, SPAN + 1)), "ticktext": ticks, "tickangle": 0,
        },
        "yaxis": {"range": [0, top]},
        "margin": {"t": 4, "b": 4.2 * look.size},
    }  # fmt: skip


def _clipped(spots: Sequence[Spot], level: float, side: int) -> list[Spot]:
    """A broken line that stops at a level, on one side of it (1 above, −1 below), with the points where it crosses."""
    found = [spots[0]]
    for (x0, y0), (x1, y1) in pairwise(spots):
        if (y0 - level) * (y1 - level) < 0:
            found.append((x0 + (x1 - x0) * (level - y0) / (y1 - y0), level))
        found.append((x1, y1))
    return [(x, max(y, level) if side > 0 else min(y, level)) for x, y in found]
