"""Figures of the water simulator: what one is used to, or was told, is dotted; what the instrument says is solid."""

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.pen import Part, Pen
from simulations.water.figure_weight import weight
from simulations.water.model import Bowls, Customer, Hand, Hands, Outcome, Service, Steelyard

FLOOR, RIM = -30, -3  # a bowl stands between them, below 0 ℃ of the thermometer's scale
SCALE = 62  # top of the thermometers
TOP = SCALE + 18
HOURS = 106  # hours that the time line shows


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.water.`."""
    pen = Pen(say, look, large=(28, 20, 56))
    if isinstance(outcome, Service):
        axes = _service(outcome, pen)
    elif isinstance(outcome, Steelyard):
        axes = weight(outcome, pen)
    elif isinstance(outcome, Bowls):
        axes = _bowls(outcome, pen)
    else:
        axes = _hands(outcome, pen)
    return pen.figure(440 if pen.slide else 280, axes)


def _row(pen: Pen, *bowls: tuple[int, str]) -> None:
    """Bowls of water from left to right, each with its temperature, its colour and a thermometer standing in it."""
    look, tube, foot = pen.look, 0.028, RIM - 12
    waters: dict[str, list[str]] = {}
    edges, tubes, columns = [], [], []
    for x, (degrees, water) in enumerate(bowls):
        left, right, level = x - 0.36, x + 0.36, RIM - 4
        body = (
            f"{left} {level} C {left} {level - 14} {x - 0.22} {FLOOR + 2} {x - 0.14} {FLOOR} "
            f"L {x + 0.14} {FLOOR} C {x + 0.22} {FLOOR + 2} {right} {level - 14} {right} {level}"
        )
        waters.setdefault(water, []).append(f"M {body} Z")
        edges.append(f"M {left - 0.03} {RIM} L {left} {RIM} L {body} L {right} {RIM} L {right + 0.03} {RIM}")
        tubes.append(_column(x, tube, foot, SCALE))
        columns.append(_column(x, tube / 2, foot, degrees))
        pen.text(x, SCALE + 1, pen.say.quantity(degrees, "celsius"), look.ink, pen.middle, "center bottom", weight=700)
    for water, paths in waters.items():
        pen.path(" ".join(paths), water)
    pen.path(" ".join(edges), "rgba(0,0,0,0)", look.ink)
    pen.path(" ".join(tubes), look.paper, look.edge)
    pen.path(" ".join(columns), look.ink)


def _column(x: float, half: float, foot: float, top: float) -> str:
    return f"M {x - half} {foot} L {x - half} {top} L {x + half} {top} L {x + half} {foot} Z"


def _felt(pen: Pen, hand: Hand, start: float, end: float, words: str) -> None:
    """From the bowl the hand was used to, a dotted line; at its end the step that the hand feels, and in words."""
    look = pen.look
    pen.line(start, hand.before, end, hand.before, look.ink, 1.5, "dot")
    if hand.felt:
        pen.arrow(end, hand.before, end, hand.warm, look.accent)
    sign = f"+{hand.felt}" if hand.felt > 0 else pen.say.number(hand.felt)
    inside = (start * (0.5 if pen.look.phone else 0.4)) + end * (0.5 if pen.look.phone else 0.6)
    words = f"{pen.sized(sign, pen.large)}<br>{words}"
    tall = 22 if look.phone else 34  # the words' height in degrees; they stand clear of the dotted line and the bowls
    if hand.felt >= 0:
        y, at = hand.warm + 2, "center bottom"
    elif hand.warm - 2 - tall > RIM or hand.before + 2 + tall > SCALE + 4:
        y, at = max(hand.warm - 2, RIM + 2 + tall), "center top"
    else:
        y, at = hand.before + 2, "center bottom"
    pen.text(inside, y, words, look.accent, pen.middle, at, weight=600)


def _bowls(outcome: Bowls, pen: Pen) -> Part:
    hand = outcome.hand
    _felt(pen, hand, 0, 0.84, pen.say(f"feelings.{hand.feeling}"))
    _row(pen, (hand.before, pen.look.tint), (outcome.reading, pen.look.accent))
    return _table(2)


def _hands(outcome: Hands, pen: Pen) -> Part:
    for who, hand, start, end in (("left", outcome.left, 0, 0.84), ("right", outcome.right, 2, 1.16)):
        says = pen.say(f"feelings.{hand.feeling}")
        _felt(pen, hand, start, end, says if pen.look.phone else pen.say(f"marks.{who}", says=says))
    look = pen.look
    _row(pen, (outcome.left.before, look.tint), (outcome.reading, look.accent), (outcome.right.before, look.tint))
    return _table(3)


def _table(bowls: int) -> Part:
    return {
        "xaxis": {"range": [-0.5, bowls - 0.5], "showticklabels": False},
        "yaxis": {"range": [FLOOR, TOP]},
        "margin": {"b": 12},
    }


def _service(outcome: Service, pen: Pen) -> Part:
    say, look, reading = pen.say, pen.look, outcome.reading
    pen.line(reading, 0, reading, 3.1, look.ink, 2)
    ahead = reading < HOURS / 2
    pen.text(reading + (1 if ahead else -1), 3.1, say("marks.next"), look.muted, look.size,
             "left middle" if ahead else "right middle")  # fmt: skip
    for y, who, customer in ((2.15, "people.a", outcome.a), (0.92, "people.b", outcome.b)):
        pen.text(0, y, say(who), look.ink, pen.middle, "left middle", weight=700)
        _wait(pen, y, customer)
    time = f"<b>{say.quantity(reading, 'hour')}</b>"
    ticks = {"tickvals": [reading], "ticktext": [time if look.phone else say("marks.clock", n=time)]}
    return {
        "xaxis": {"range": [0, HOURS], "ticklabeloverflow": "allow"} | ticks,
        "yaxis": {"range": [0, 3.3]},
    }


def _wait(pen: Pen, y: float, customer: Customer) -> None:
    """One customer's promise, dotted, and the distance to the delivery."""
    say, look, promised, delivered = pen.say, pen.look, customer.promised, customer.delivered
    early = customer.felt >= 0
    fill, ink = (look.accent, look.accent) if early else (look.fill, look.warm)
    start, end = sorted((promised, delivered)) if customer.felt else (delivered - 0.6, delivered + 0.6)
    pen.block(start, y - 0.16, end, y + 0.16, fill)
    pen.line(promised, y - 0.16, promised, y + 0.32, look.ink, 1.5, "dot")

    def beside(x: int, up: bool, room: int, words: str, y: float, colour: str, size: float, weight: int) -> None:
        """Words right (`up`) or left of x, on the other side where there is no room."""
        up = x + room < HOURS if up else x - room < 0
        side, by = ("left" if up else "right"), ("bottom" if weight == 400 else "top")
        pen.text(x + (1 if up else -1), y, words, colour, size, f"{side} {by}", weight)

    told = promised if look.phone else say.quantity(promised, "hour")
    tight = look.phone or look.size >= 28
    beside(
        promised,
        early,
        24 if look.phone else 17 if tight else 14,
        say("marks.told", n=told),
        y + 0.2,
        look.ink,
        look.size,
        400,
    )
    key = f"marks.{customer.pace}{'_short' if look.phone else ''}"
    words = say(key, n=say.quantity(abs(customer.felt), "hour"))
    beside(delivered, early, 46 if tight else 29, words, y - 0.2, ink, pen.middle, 700)
