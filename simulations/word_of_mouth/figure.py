"""Figures of word of mouth: every disc is a person, or stands for a fixed number of them.

One town twice, for the told and for the known; a town of circles of friends in which a story grows paler the later it
arrives; and a town pulled from both sides, below the customers who do the talking.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, pi, sin, sqrt

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.pen import Part, Pen
from simulations.word_of_mouth.model import Outcome, percent, shared
from simulations.word_of_mouth.town import CIRCLE, CITY, CLOSE, LONGEST, PEOPLE, SAMPLE, Race, Spread, Told, places

# No line and no labels. With `showticklabels` False and discs Plotly would not redraw when a page changes the height.
BARE: Part = {"tickvals": [], "showline": False}
TIGHT: Part = {"t": 4, "b": 4, "l": 4, "r": 4}
ROWS, ACROSS = 4, 10  # circles of friends
GOLDEN = pi * (3 - sqrt(5))


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.word_of_mouth.`."""
    pen = Pen(say, look, large=(28, 24, 52))
    if isinstance(outcome, Told):
        axes, height = _told(outcome, pen), 340 if look.phone else 260
    elif isinstance(outcome, Spread):
        axes, height = _spread(outcome, pen), 360 if look.phone else 280
    else:
        axes, height = _race(outcome, pen), 340 if look.phone else 270
    return pen.figure(440 if pen.slide else height, axes)


def _told(outcome: Told, pen: Pen) -> Part:
    say, look, count = pen.say, pen.look, len(outcome.customers)
    dot = min(6.0, (150 if look.phone else 210) / sqrt(outcome.town))
    aside, down = (0, -1.62) if look.phone else (2.3, 0)
    for name, counts, each, x, y in (
        ("told", outcome.told, outcome.tells, 0, 0),
        ("known", outcome.known, CIRCLE, aside, down),
    ):
        spots = [(round(x + across, 3), round(y + 1 - up, 3)) for across, up in places(outcome.town).tolist()]
        once, twice = (look.fill, look.warm) if name == "told" else (look.slate, look.ink)
        _hint(pen, (spot for spot, n in zip(spots, counts, strict=True) if not n), dot * 0.8, 0.026 * dot / 6)
        for fill, fits in ((once, {1}), (twice, set(range(2, count + 1)))):
            pen.discs((spot for spot, n in zip(spots, counts, strict=True) if n in fits), dot, fill, fill, line=None)
        pen.discs((spots[n] for n in outcome.customers), 9, look.paper, look.ink)
        people = sum(n > 0 for n in counts)
        ink = look.warm if name == "told" else look.ink
        number = pen.sized(say.number(people), pen.large, ink)
        product = say("marks.product", count=count, each=each, most=count * each)
        again = shared(counts)
        told = say(f"marks.{name}_again", n=again) if again else ""
        words = f"{number} {say(f'marks.{name}')}<br><span style='color:{look.muted}'>{product}{told}</span>"
        pen.text(x, y + 1.04, words, look.ink, look.size, "left bottom")
    wide, top = (2, 1.6) if look.phone else (4.3, 1.5)
    return {"xaxis": {"range": [0, wide]} | BARE, "yaxis": {"range": [down, top]}, "margin": TIGHT}


def _hint(pen: Pen, spots: Iterable[tuple[float, float]], size: float, wide: float) -> None:
    """Everybody else, as one line with gaps: thousands of discs would take long to draw."""
    across, heights = [], []
    for x, y in spots:
        across += [round(x - wide / 2, 3), round(x + wide / 2, 3), None]
        heights += [round(y, 3), round(y, 3), None]
    if across:
        pen.curve(across, heights, pen.look.line, size)


def _spread(outcome: Spread, pen: Pen) -> Part:
    phone = pen.look.phone
    _map(outcome, pen, 100 if phone else 68, 42 if phone else -12)
    _rounds(outcome, pen, *((3, 99, 20) if phone else (73, 100, 46)))
    return {"xaxis": {"range": [0, 100]} | BARE, "yaxis": {"range": [-12, 100]}, "margin": TIGHT}


def _map(outcome: Spread, pen: Pen, wide: float, low: float) -> None:
    """Everybody in their circle of friends, the paler the later they heard; thin lines where it left a circle."""
    look, spots = pen.look, _homes(wide, low)
    across, heights = [], []
    for person, teller in enumerate(outcome.tellers):
        if teller is not None and teller // CLOSE != person // CLOSE:
            across += [spots[teller][0], spots[person][0], None]
            heights += [spots[teller][1], spots[person][1], None]
    if across:
        pen.curve(across, heights, look.fill, 0.7, opacity=0.25)
    found: dict[int | None, list[tuple[float, float]]] = {}
    for spot, number in zip(spots, outcome.heard, strict=True):
        found.setdefault(number, []).append(spot)
    _hint(pen, found.get(None, []), 3.2 if look.phone else 3.6, 0.9 if look.phone else 0.55)
    for shade, number in _shades(look):
        pen.discs(found.get(number, []), 5 if look.phone else 5.5, shade, shade, line=None)
    pen.discs(found[0], 9, look.paper, look.ink)


@lru_cache(8)
def _homes(wide: float, low: float) -> list[tuple[float, float]]:
    """A place for everybody: circles of friends in rows, every other one shifted by half, each like a sunflower."""
    step, rise = wide / (ACROSS + 0.5), (100 - low) / ROWS
    spots = []
    for person in range(PEOPLE):
        row, column = divmod(person // CLOSE, ACROSS)
        out, turn = sqrt((person % CLOSE + 0.5) / CLOSE) * 0.42, person % CLOSE * GOLDEN
        x = step * (column + 0.5 + 0.5 * (row % 2) + out * cos(turn))
        spots.append((round(x, 2), round(100 - rise * (row + 0.5 + out * sin(turn)), 2)))
    return spots


def _shades(look: Look) -> list[tuple[str, int]]:
    """Colours and the rounds they stand for, the last first: the later, the paler."""
    return [(_mixed(look.fill, look.paper, min(0.52, (n - 1) * 0.11)), n) for n in range(LONGEST, 0, -1)]


def _mixed(colour: str, other: str, share: float) -> str:
    """A colour with some of another in it; both as #RRGGBB."""
    pairs = ((int(colour[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _rounds(outcome: Spread, pen: Pen, left: float, right: float, top: float) -> None:
    """Round by round: everybody told, dotted, and those who heard it for the first time, solid."""
    say, look = pen.say, pen.look
    most, step = max(*outcome.tellings, 60), (right - left) / LONGEST
    shades = {n: shade for shade, n in _shades(look)}
    for n, (new, tellings) in enumerate(zip(outcome.new, outcome.tellings, strict=True), 1):
        a, b = left + step * (n - 0.9), left + step * (n - 0.1)
        if new:
            pen.block(a, 0, b, top * new / most, shades[n])
        if tellings:
            pen.block(a, 0, b, top * tellings / most, "rgba(0,0,0,0)", look.muted, "dot")
    pen.line(left, 0, right, 0, look.ink, 2)
    pen.text(left, -1.5, say("marks.round", n=1), look.muted, look.size, "left top")
    pen.text(right, -1.5, say.number(LONGEST), look.muted, look.size, "right top")
    number = pen.sized(say.number(outcome.people), pen.large, look.warm)
    makes = say("marks.makes", n=say.number(outcome.makes, 2))
    lines = [
        f"{_spot('■', look.fill)}{number} {say('marks.heard')}",
        f"{_spot('□', look.muted)}{say('marks.tellings', n=outcome.told)}",
        f"<b style='color:{look.warm if outcome.makes >= 1 else look.accent}'>{makes}</b>",
    ]
    if look.phone:
        pen.text(left, 41, lines[0], look.ink, look.size, "left top")
        pen.text(right, 37, f"{lines[1]}<br>{lines[2]}", look.ink, look.size, "right top")
    else:
        pen.text(left, 100, "<br>".join(lines), look.ink, look.size, "left top")


def _spot(sign: str, colour: str) -> str:
    return f"<span style='color:{colour}'>{sign}</span> "


def _race(outcome: Race, pen: Pen) -> Part:
    look, saved = pen.look, outcome.angry * outcome.rescued / 100
    across, above, between = (25, 4.4, 4.4) if look.phone else (50, 2.5, 4.4)
    buyers = outcome.customers * SAMPLE // CITY
    strip, deep = buyers // across, SAMPLE // across
    shares = {
        "angry": outcome.angry - saved, "other": 100 - outcome.angry - outcome.glad, "saved": saved,
        "glad": outcome.glad,
    }  # fmt: skip
    town = {"worse": outcome.worse, "other": outcome.level + outcome.nothing, "better": outcome.better}
    _crowd(pen, {name: share * buyers / 100 for name, share in shares.items()}, strip, deep + between + strip)
    _crowd(pen, {name: people * SAMPLE / CITY for name, people in town.items()}, deep, deep)
    if outcome.rescued:
        x = outcome.before * SAMPLE / CITY / deep
        pen.line(x, -0.2, x, deep + 0.2, look.ink, 1.5, "dot")
    _words(outcome, pen, across, deep + between + strip + 0.3, deep + 0.3)
    return {
        "xaxis": {"range": [0, across]} | BARE,
        "yaxis": {"range": [-2.4 if look.phone else -0.3, deep + strip + above + between]},
        "margin": TIGHT,
    }


def _crowd(pen: Pen, groups: dict[str, float], high: int, top: float) -> None:
    """Groups of people from left to right, in columns of `high` that hang from `top`."""
    look, start = pen.look, 0
    fills = {
        "angry": (look.fill, look.fill), "worse": (look.fill, look.fill), "other": (look.paper, look.edge),
        "saved": (look.accent, look.fill), "glad": (look.accent, look.accent), "better": (look.accent, look.accent),
    }  # fmt: skip
    for (name, _), count in zip(groups.items(), _whole(list(groups.values())), strict=True):
        spots = ((n // high + 0.5, top - n % high - 0.5) for n in range(start, start + count))
        fill, edge = fills[name]
        pen.discs(spots, 6.5, fill, edge, line={"color": edge, "width": 1.6 * pen.scale})
        start += count


def _words(outcome: Race, pen: Pen, across: float, above: float, between: float) -> None:
    """What the colours are: the customers with what they tell, and what the town has heard."""
    say, look, saved = pen.say, pen.look, outcome.angry * outcome.rescued / 100
    glad = f"{say.number(outcome.glad)}%" + (f" + {say.number(saved)}%" if saved else "")
    angry = f"{say.number(outcome.angry - saved)}%"
    for x, side, ink, who, share, tellings, name in (
        (0, "left", look.warm, "angry", angry, outcome.bad, "worse"),
        (across, "right", look.accent, "glad", glad, outcome.good, "better"),
    ):
        words = f"<b>{say(f'marks.{who}', share=share)}</b>{'<br>' if look.phone else '  '}"
        words += say.quantity(tellings, "telling")
        pen.text(x, above, words, ink, look.size, f"{side} bottom")
        part = pen.sized(say.number(percent(getattr(outcome, name))) + "%", pen.large)
        heard = say(f"marks.{name}{'_short' if look.phone else ''}")
        pen.text(x, between, f"{part} {heard}", ink, look.size, f"{side} bottom")
    rest = say("marks.rest", n=percent(outcome.level + outcome.nothing))
    y, at = (-0.2, "center top") if look.phone else (between, "center bottom")
    pen.text(across / 2, y, rest, look.muted, look.size, at)


def _whole(sizes: list[float]) -> list[int]:
    """Whole numbers near `sizes` with the same sum."""
    whole, total, done = [], 0.0, 0
    for size in sizes:
        total += size
        whole.append(round(total) - done)
        done = round(total)
    return whole
