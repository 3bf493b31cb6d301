"""Figures of lifetime value: a box of three edges, steps up from case one, money as an area of years × a bill.

What the deck says, or what adding up would give, is dotted; what the numbers give is solid.
"""

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.lifetime_value.values import PRINTED, Keeping, Mine, Outcome, Product, Shop, Steps, half_up, money
from simulations.pen import Part, Pen

BARE: Part = {"tickvals": [], "showline": False}
NOTHING = "rgba(0,0,0,0)"


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.lifetime_value.`."""
    pen = Pen(say, look, large=(28, 24, 56))
    if isinstance(outcome, Product):
        axes, height = _product(outcome, pen), 300
    elif isinstance(outcome, Steps):
        axes, height = _steps(outcome, pen), 290
    elif isinstance(outcome, Mine):
        axes, height = _mine(outcome, pen), 290 if not look.phone else 320
    else:
        axes, height = _keeping(outcome, pen), 280
    return pen.figure(440 if pen.slide else height, axes)


def _money(pen: Pen, value: int, currency: str, short: bool = False) -> str:
    return pen.say(f"money.{currency}", n=money(value, short))


def _product(outcome: Product, pen: Pen) -> Part:
    """A square is one order: as high as its bill; a column is a year. All areas are money, the deck's is dotted."""
    say, look, deck = pen.say, pen.look, outcome.deck
    left, wide = (24, 76) if look.phone else (16, 56) if pen.slide else (13, 61)
    scale = (64 if look.phone else 78) / _nice(max(outcome.yearly, deck.yearly))

    def size(box: Product) -> tuple[float, float]:
        return left + wide * box.years / 50, scale * box.yearly

    right, top = size(outcome)
    pen.block(left, 0, right, top, look.accent, opacity=0.3)
    years = (left + wide * n / 50 for n in range(1, outcome.years))
    cuts = [f"M {x:.2f} 0 L {x:.2f} {top:.2f}" for x in years]
    layer = top / outcome.frequency
    if layer > 0.8:  # thinner ones would only blur
        cuts += [f"M {left} {layer * n:.2f} L {right:.2f} {layer * n:.2f}" for n in range(1, outcome.frequency)]
    if cuts:
        pen.path(" ".join(cuts), NOTHING, line={"color": look.paper, "width": 0.7 * pen.scale})
    pen.block(left, 0, left + wide / 50, max(layer, 1), look.accent)
    if _unlike(outcome):
        end, high = size(deck)
        dotted = {"color": look.ink, "width": 1.5 * pen.scale, "dash": "dot"}
        pen.path(f"M {left} 0 L {left} {high} L {end} {high} L {end} 0", NOTHING, line=dotted)
    bill = f"{say('marks.bill')}<br><b>{_money(pen, outcome.amount, outcome.currency)}</b>"
    pen.text(left - 1.5, max(layer / 2, 12), bill, look.ink, look.size, "right middle")
    yearly = _money(pen, outcome.yearly, outcome.currency)
    often = say("marks.often_one" if outcome.frequency == 1 else "marks.often", n=outcome.frequency, money=yearly)
    pen.text(left, top + 1, often, look.accent, look.size, "left bottom", bgcolor=look.paper)
    _total(outcome, pen)
    return {
        "xaxis": {"range": [0, 100], "tickvals": [(left + right) / 2], "ticktext": [_years(pen, outcome.years)]},
        "yaxis": {"range": [0, 100]},
        "margin": {"t": 4, "l": 4, "r": 4, "b": 30},
    }


def _unlike(outcome: Product) -> bool:
    """Has the deck's customer another area to draw?"""
    return (outcome.yearly, outcome.years) != (outcome.deck.yearly, outcome.deck.years)


def _total(outcome: Product, pen: Pen) -> None:
    """What it comes to, beside the deck's customer; and all customers alike as a field of squares."""
    say, look = pen.say, pen.look
    between = " " if look.phone else "<br>"
    one = pen.sized(_money(pen, outcome.turnover, outcome.currency), pen.large, look.accent)
    lines = [f"{say('marks.turnover')} {one}"]
    if _unlike(outcome):
        deck = f"{say('marks.deck')}{between}{_money(pen, outcome.deck.turnover, outcome.currency)}"
        lines.append(f"<span style='color:{look.muted}'>{deck}</span>")
    if outcome.customers > 1:
        total = _money(pen, outcome.total, outcome.currency, True)
        total = f"{say('marks.all', n=outcome.customers)}{between}<b>{total}</b>"
        lines.append(f"<span style='color:{look.accent}'>{total}</span>")
    side = "left" if look.phone else "right"
    pen.text(0 if look.phone else 100, 100, "<br>".join(lines), look.ink, look.size, f"{side} top")
    if outcome.customers > 1 and not look.phone:
        _crowd(outcome.customers, pen)


def _crowd(customers: int, pen: Pen) -> None:
    """One small square for each customer, ten to a column or, of many, 25."""
    look, across, up = pen.look, 0.5, 1
    rows = 25 if customers > 100 else 10
    columns = customers // rows
    left = 100 - columns * across
    pen.block(left, 0, 100, rows * up, look.accent)
    cuts = [f"M {left + across * n:.2f} 0 L {left + across * n:.2f} {rows * up:.2f}" for n in range(1, columns)]
    cuts += [f"M {left:.2f} {up * n:.2f} L 100 {up * n:.2f}" for n in range(1, rows)]
    pen.path(" ".join(cuts), NOTHING, line={"color": look.paper, "width": 1 * pen.scale})


def _steps(outcome: Steps, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    highest = max(float(max(s.before, s.after)) for s in outcome.levers)
    highest = max(highest, float(outcome.expected), outcome.start)
    stay = (f"{say('marks.stay')}", outcome.start, outcome.kept)
    bars: list[tuple[str, float, float]] = [(say("marks.first"), 0, outcome.start), stay]
    if not look.phone:
        bars.append((_years(pen, outcome.stay), 0, outcome.kept))
    for s in outcome.levers:
        sign = f"+{s.percent}" if s.percent > 0 else say.number(s.percent)
        edge = say(f"edges.{s.name}{'_short' if look.phone else ''}")
        bars.append((f"{edge}<br>{sign}%", float(s.before), float(s.after)))
    bars.append((f"<b>{say('marks.in_all')}</b>", 0, float(outcome.total)))
    for x, (_, before, after) in enumerate(bars):
        whole, lost = before == 0, after < before
        fill, edge = (look.accent, "") if whole else (look.warm_tint, look.fill) if lost else (look.tint, look.accent)
        pen.block(x - 0.36, before, x + 0.36, after, fill, edge, "dash" if lost else "solid")
        if x + 1 < len(bars):
            pen.line(x + 0.36, after, x + 0.64, after, look.edge, 1, layer="below")
        number = say.number(after - before)
        words = f"+{number}" if after > before and not whole else number
        ink = look.warm if lost else look.accent
        size = look.size if look.phone and len(words) > 5 else pen.middle
        clear = {"bgcolor": look.paper, "borderpad": 0, "yshift": 2 * pen.scale}  # of the dotted line and of the bar
        pen.text(x, max(before, after), words, ink, size, "center bottom", 700, **clear)
    last, end = len(bars) - 1, len(bars) + (0.4 if look.phone else 0)
    if outcome.beyond:
        _beyond(outcome, pen, last)
    return {
        "xaxis": {
            "range": [-0.5, end], "tickvals": list(range(len(bars))), "ticktext": [name for name, *_ in bars],
            "tickangle": 0,
        },
        "yaxis": {"range": [0, highest * 1.2]},
        "margin": {"t": 4, "b": 44},
    }  # fmt: skip


def _beyond(outcome: Steps, pen: Pen, last: int) -> None:
    """Where adding the changes would lead, dotted, and the distance that multiplying makes."""
    say, look = pen.say, pen.look
    expected, total = float(outcome.expected), float(outcome.total)
    pen.line(-0.5, expected, last + 0.5, expected, look.ink, 1.5, "dot")
    sign = f"+{outcome.sum}" if outcome.sum > 0 else say.number(outcome.sum)
    key = f"marks.added{'_short' if look.phone else ''}"
    words = say(key, percent=f"{sign}%", n=say.number(expected))
    crowded = outcome.kept <= expected < outcome.kept * 1.16
    pen.text(-0.45, expected, words, look.ink, look.size, f"left {'top' if crowded else 'bottom'}", bgcolor=look.paper)
    more = total > expected
    fill, ink = (look.accent, look.accent) if more else (look.fill, look.warm)
    pen.line(last + 0.46, expected, last + 0.46, total, fill, 5)
    number = say.number(abs(outcome.beyond))
    pen.text(last + 0.54, (expected + total) / 2, f"{'+' if more else '−'}{number}", ink, look.size, "left middle", 700)


def _nice(value: float) -> float:
    """The next of 1.3, 2.6 and 5.2 times a power of ten: a scale that stands still while a slider moves a little."""
    power = 1.0
    while power * 5.2 < value:
        power *= 10
    return next(power * step for step in (0.52, 1.3, 2.6, 5.2) if power * step >= value)


def _mine(outcome: Mine, pen: Pen) -> Part:
    say, look, market, garage = pen.say, pen.look, outcome.market, outcome.garage
    frame = _nice(max(market.yearly, garage.yearly, 1)) * (2.1 if look.phone else 1.9)
    start, end = _slots(market.years, garage.years, *((0.4, 0.34) if look.phone else (0.36, 0.33)))
    pen.line(0, 0, end, 0, look.ink, 2)
    if outcome.printed:
        _printed(outcome, pen, frame, end)
    for shop, x in ((market, 0.0), (garage, start)):
        _shop(outcome, shop, x, pen, end)
    names = [
        f"<b>{say(f'shops.{s.name}')}</b>{'<br>' if look.phone else ' '}{_years(pen, s.years)}"
        for s in (market, garage)
    ]
    places = [max(market.years / 2, end * 0.09), start + max(garage.years / 2, end * 0.07)]
    ticks = {"tickvals": places, "ticktext": names, "tickangle": 0}
    return {
        "xaxis": {"range": [0, end], "showline": False} | ticks,
        "yaxis": {"range": [0, frame]},
        "margin": {"t": 4, "b": 44 if look.phone else 28},
    }


def _years(pen: Pen, years: int) -> str:
    return pen.say("marks.span_one" if years == 1 else "marks.span", n=years)


def _slots(market: int, garage: int, least: float, other: float) -> tuple[float, float]:
    """Where the second shop stands, and the end of the axis, when each has so much of it for its words at least."""
    end = float(market + garage)
    for _ in range(40):
        start = max(market, least * end) + 0.03 * end
        end = start + max(garage, other * end)
    return start, end


def _shop(outcome: Mine, shop: Shop, x: float, pen: Pen, end: float) -> None:
    """A year's bill × years: what was paid before is filled, what may be lost is dashed."""
    look, say = pen.look, pen.say
    cut = min(outcome.gone, shop.years)
    if shop.received:
        pen.block(x, 0, x + cut, shop.yearly, look.accent)
    if shop.lost:
        pen.block(x + cut, 0, x + shop.years, shop.yearly, look.warm_tint, look.fill, "dash")
    size = pen.middle if pen.tight else pen.large
    between = "<br>" if look.phone else " "
    lost = f"{say('marks.lost')}{between}{pen.sized(_money(pen, shop.lost, outcome.currency), size)}"
    x += end * 0.008
    pen.text(x, shop.yearly, lost, look.warm, look.size, "left bottom")
    if shop.received:
        taken = f"{say('marks.received')} <b>{_money(pen, shop.received, outcome.currency)}</b>"
        above = (size + (look.size if look.phone else 0)) * 1.35
        pen.text(x, shop.yearly, taken, look.accent, look.size, "left bottom", yshift=above)


def _printed(outcome: Mine, pen: Pen, frame: float, end: float) -> None:
    """The deck's two million as a dotted area over the same years; it goes on beyond the frame."""
    look, say, years = pen.look, pen.say, outcome.market.years
    height = PRINTED / years
    for x in (0, years):
        pen.line(x, 0, x, min(height, frame), look.honey, 1.5, "dot")
    if height <= frame:
        pen.line(0, height, years, height, look.honey, 1.5, "dot")
    words = f"{say('marks.printed')} <b>{_money(pen, PRINTED, 'pound')}</b>"
    if outcome.needed is not None:
        words += f"{'<br>' if look.phone else ' · '}{say('marks.needed', n=half_up(outcome.needed))}"
    x, side = (years - end * 0.01, "right") if years > end * 0.5 else (years + end * 0.012, "left")
    pen.text(x, min(height, frame), words, look.honey, look.size, f"{side} top")


def _keeping(outcome: Keeping, pen: Pen) -> Part:
    say, look, currency = pen.say, pen.look, outcome.product.currency
    years, plain = outcome.product.years, outcome.plain
    flow = [outcome.year(n) for n in range(years)]
    heights = [(turnover / outcome.yearly, left / outcome.yearly) for turnover, left in flow]
    pen.block(0, 0, years, 1, look.warm_tint)
    pen.path(_stairs([turnover for turnover, _ in heights]), look.tint)
    pen.path(_stairs([left for _, left in heights]), look.accent)
    dotted = {"color": look.ink, "width": 1.5 * pen.scale, "dash": "dot"}
    pen.path(f"M 0 0 L 0 1 L {years} 1 L {years} 0", NOTHING, line=dotted)
    box = outcome.product
    sum_ = say("marks.sum", amount=box.amount, frequency=box.frequency, years=box.years)
    words = f"{sum_}<b>{_money(pen, plain, currency)}</b>"
    pen.text(0, 1.02, words, look.ink, look.size, "left bottom")
    gone = plain - half_up(outcome.staying)
    if gone >= 0.15 * plain:
        words = say("marks.gone", money=_money(pen, gone, currency))
        pen.text(years * 0.98, 0.95, words, look.warm, look.size, "right top")
    cost = half_up(outcome.staying) - half_up(outcome.present)
    if cost >= 0.2 * plain and outcome.margin <= 70 and not look.phone:
        words = say("marks.cost", money=_money(pen, cost, currency))
        pen.text(years * 0.02, 0.93, words, look.ink, look.size, "left top")
    _left(outcome, [left for _, left in heights], pen)
    ticks = [say("marks.year", n=1), say("marks.year", n=years)] if years > 1 else [say("marks.year", n=1)]
    places = [0.5, years - 0.5] if years > 1 else [0.5]
    return {
        "xaxis": {"range": [0, years], "tickvals": places, "ticktext": ticks, "ticklabeloverflow": "allow"},
        "yaxis": {"range": [0, 1.2]},
        "margin": {"t": 4, "l": 16, "r": 24},
    }


def _left(outcome: Keeping, heights: list[float], pen: Pen) -> None:
    """What is left, said inside its area where that is high enough, else beside or above it."""
    look, years = pen.look, len(heights)
    number = pen.sized(_money(pen, half_up(outcome.present), outcome.product.currency), pen.large)
    words = f"{pen.say('marks.left')} {number}"
    at, side, end = (0.97, "right", 0.97) if look.phone else (0.3, "left", 0.66)
    low, tall = heights[int(years * end)], heights[int(years * 0.3)]
    if low >= (0.2 if look.phone else 0.32):
        pen.text(years * at, low / 2, words, look.paper, look.size, f"{side} middle")
        return
    if tall > 0.6 and not look.phone:
        at, tall = 0.6, heights[int(years * 0.6)]
    pen.text(years * at, tall + 0.04, words, look.accent, look.size, f"{side} bottom")


def _stairs(heights: list[float]) -> str:
    """One stair a year, so that the area is the sum."""
    steps = " ".join(f"L {n} {y:.4f} L {n + 1} {y:.4f}" for n, y in enumerate(heights))
    return f"M 0 0 {steps} L {len(heights)} 0 Z"
