"""Figures of complaints and recovery: above the waterline what one sees, below it what one does not; ribbons of people
whose width is their number; and today's customers as a hollow disc from which the new policy is a distance."""

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.complaint_recovery.model import MARKS, RATES, Flow, Group, Iceberg, Outcome, Policies
from simulations.pen import Part, Pen

Band = tuple[float, float]  # from top to bottom; heights in per cent of the dissatisfied
BARE: Part = {"tickvals": [], "showline": False}  # no line and no labels
DEEP = 187  # of the flow
ROW = 26.0  # least height of a group with its words


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.complaint_recovery.`."""
    pen = Pen(say, look)
    if isinstance(outcome, Iceberg):
        axes, height = _iceberg(outcome, pen), 250 if not look.phone else 215
    elif isinstance(outcome, Flow):
        axes, height = _flow(outcome, pen), 300
    else:
        axes, height = _policies(outcome, pen), 290 if not look.phone else 350
    return pen.figure(440 if pen.slide else height, axes)


def _count(pen: Pen, number: int, words: str, colour: str, size: float | None = None) -> str:
    """A number of people, bold, and what they are."""
    return f"{pen.sized(pen.say.number(number), size or pen.middle, colour)} {words}"


def _ribbons(pen: Pen, colour: str, *ribbons: tuple[float, Band, float, Band], bend: float = 0) -> None:
    """Ribbons from a band at one x to a band at another; level up to `bend`, where one is given."""
    paths = []
    for x0, (a, b), x1, (c, d) in ribbons:
        if b > a:
            start = max(x0, bend)
            x = (start + x1) / 2
            there = f"M {x0:g} {a:.2f} L {start:g} {a:.2f} C {x:g} {a:.2f} {x:g} {c:.2f} {x1:g} {c:.2f}"
            back = f"L {x1:g} {d:.2f} C {x:g} {d:.2f} {x:g} {b:.2f} {start:g} {b:.2f} L {x0:g} {b:.2f} Z"
            paths.append(f"{there} {back}")
    if paths:
        pen.path(" ".join(paths), colour, opacity=0.24, layer="below")


def _iceberg(outcome: Iceberg, pen: Pen) -> Part:
    look, say = pen.look, pen.say
    dot, across = (7.5, 31) if look.phone else (9.5, 40) if pen.tight else (9.5, 55)  # a row's height wide
    pen.shapes.append(
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": -9, "fillcolor": look.tint, "layer": "below",
         "line": {"width": 0}}
    )  # fmt: skip
    pen.line(-10, 0, across - 10, 0, look.ink, 2, layer="below")
    below = sorted(_mound(outcome.stuck + outcome.silent, 1.45), key=lambda spot: (spot[1], abs(spot[0])))
    layers = {
        "seen": ([(x, y) for x, y in _mound(outcome.seen, 1.2)], look.accent, look.accent, look.accent, 3.2),
        "stuck": ([(x, -y) for x, y in below[: outcome.stuck]], look.paper, look.accent, look.ink, -1.9),
        "silent": ([(x, -y) for x, y in below[outcome.stuck :]], look.slate, look.slate, look.ink, -5.4),
    }
    for name, (spots, fill, edge, ink, y) in layers.items():
        if spots:
            pen.discs([*spots, (11.5, y)], dot, fill, edge)
            words = say(f"marks.{name}{'_short' if look.phone else ''}")
            pen.text(12.4, y, _count(pen, len(spots), words, ink, pen.large), ink, look.size, "left middle")
    return {
        "xaxis": {"range": [-10, across - 10]} | BARE,
        "yaxis": {"range": [-8.6, 7.2]},
        "margin": {"t": 4, "b": 4, "l": 4, "r": 4},
    }


def _mound(people: int, flat: float) -> list[tuple[float, float]]:
    """Places on a grid, one row apart, that make a heap on the line y = 0; `flat` is half its width for each height."""
    grid = ((x / 2, 0.6 + y) for y in range(9) for x in range(-40, 41) if (x + y) % 2 == 0)
    return sorted(grid, key=lambda spot: ((spot[0] / flat) ** 2 + spot[1] ** 2, spot[0]))[:people]


class Plan:
    """Where the nodes of a flow stand: a name to its left edge and its band. On a phone those heard have no node."""

    def __init__(self, outcome: Flow, pen: Pen) -> None:
        start, ear, group_at, self.bend, end = (
            (10, 10, 37, 66, 79) if pen.look.phone else (8, 27, 45, 70, 83) if pen.tight else (15, 32, 49, 70, 84)
        )
        self.wide = 2.6 if pen.look.phone else 1.7
        self.share = share = 100 / outcome.people
        self.nodes: dict[str, tuple[float, Band]] = {}
        top = 0.0
        for group in outcome.groups[:0:-1]:
            tall = group.people * share
            slot = max(tall + 5, ROW)  # a thin band leaves room above it for its words
            self.nodes[group.name] = group_at, (top + slot - tall, top + slot)
            top += slot
        heard = outcome.heard * share
        self.bottom = top + 12 + 100 - heard
        self.nodes["silent"] = group_at if pen.look.phone else ear, (top + 12, self.bottom)
        first = (self.bottom - 100) / 2 + 4
        middle = first + heard / 2 if pen.look.phone else (self.nodes["quickly"][1][0] + top) / 2
        self.nodes["all"] = start, (first, first + 100)
        self.nodes["heard"] = ear, (middle - heard / 2, middle + heard / 2)
        stays = outcome.stays * share
        above = max(0.0, (44 - stays) / 2)  # room for two lines of words
        self.nodes["stays"] = end, (above, above + stays)
        self.nodes["leaves"] = end, (self.bottom - outcome.leaves * share, self.bottom)

    def right(self, name: str) -> float:
        """Right edge of a node."""
        return self.nodes[name][0] + self.wide


def _flow(outcome: Flow, pen: Pen) -> Part:
    plan = Plan(outcome, pen)
    _stream(outcome, pen, plan)
    _rates(outcome, pen, plan)
    _nodes(outcome, pen, plan)
    return {
        "xaxis": {"range": [0, 100]} | BARE,
        "yaxis": {"range": [(DEEP + plan.bottom) / 2, (plan.bottom - DEEP) / 2 - 1]},
        "margin": {"t": 4, "b": 4, "l": 4, "r": 4},
    }


def _stream(outcome: Flow, pen: Pen, plan: Plan) -> None:
    """All ribbons; each leaves its node below the one before, and enters the next node likewise."""
    out = {name: band[0] for name, (_, band) in plan.nodes.items()}
    into = dict(out)

    def ribbon(start: str, end: str, people: int) -> tuple[float, Band, float, Band]:
        tall = people * plan.share
        there, here = into[end], out[start]
        out[start], into[end] = here + tall, there + tall
        return plan.right(start), (here, here + tall), plan.nodes[end][0], (there, there + tall)

    look, silent, heard = pen.look, outcome.silent, outcome.groups[:0:-1]
    speaks = ribbon("all", "heard", outcome.heard)
    if not look.phone:
        _ribbons(pen, look.accent, speaks)
    _ribbons(pen, look.accent, *(ribbon("heard", group.name, group.people) for group in heard))
    _ribbons(pen, look.slate, ribbon("all", "silent", silent.people))
    ends = [
        (ribbon(group.name, "stays", group.stays), ribbon(group.name, "leaves", group.leaves))
        for group in (*heard, silent)
    ]
    _ribbons(pen, look.accent, *(stays for stays, _ in ends), bend=plan.bend)
    _ribbons(pen, look.fill, *(leaves for _, leaves in ends), bend=plan.bend)


def _nodes(outcome: Flow, pen: Pen, plan: Plan) -> None:
    """The nodes with their numbers and words."""
    say, look = pen.say, pen.look

    def node(name: str, fill: str, edge: str = "") -> Band:
        x, (top, bottom) = plan.nodes[name]
        if bottom > top:
            pen.block(x, top, plan.right(name), bottom, fill, edge)
        return top, bottom

    def large(name: str, people: int, y: float, ink: str) -> None:
        words = say(f"marks.{name}")
        words = words.replace(" ", "<br>") if pen.tight else words
        number = pen.sized(say.number(people), pen.large, ink)
        pen.text(plan.right(name) + 1.4, y, f"{number}<br>{words}", ink, look.size, "left middle")

    top, bottom = node("all", look.ink)
    large("all", outcome.people, (top + max(outcome.heard * plan.share, 20) + bottom) / 2, look.ink)
    deals = say("marks.deals", n=outcome.deals)
    if pen.tight:
        pen.text(0, (plan.bottom - DEEP) / 2 - 1, deals, look.muted, look.size, "left top")
    else:
        pen.text(plan.right("all"), top - 8, deals, look.muted, look.size, "right bottom")
    if not look.phone:
        top, _ = node("heard", look.accent)
        words = _count(pen, outcome.heard, say("marks.heard"), look.accent)
        pen.text(plan.nodes["heard"][0], top - 1.5, words, look.ink, look.size, "left bottom")
    fills = {"silent": (look.slate, ""), "unsettled": (look.paper, look.accent)}
    for group in outcome.groups:
        _told(group, pen, plan.right(group.name), node(group.name, *fills.get(group.name, (look.accent, ""))))
    for name, fill, ink in (("stays", look.accent, look.accent), ("leaves", look.fill, look.warm)):
        top, bottom = node(name, fill)
        large(name, getattr(outcome, name), min(max((top + bottom) / 2, 22), plan.bottom - 20), ink)


def _told(group: Group, pen: Pen, x: float, band: Band) -> None:
    """A group's number, its name and, where there is room, its return rate; above a thin band, else on it."""
    look = pen.look
    ink = look.ink if group.people else look.muted
    name = pen.say(f"groups.{group.name}")
    words = name if look.phone else pen.say("marks.rate", name=name, rate=group.rate)
    thin = band[1] - band[0] < 12 and group.name != "silent"
    y, at = (band[0] + 2, "left bottom") if thin else ((band[0] + band[1]) / 2, "left middle")
    pen.text(x + 1.4, y, _count(pen, group.people, words, ink), ink, look.size, at)


def _rates(outcome: Flow, pen: Pen, plan: Plan) -> None:
    """Complaint rates that somebody has stated, as marks along the dissatisfied."""
    look, (x, (top, _)) = pen.look, plan.nodes["all"]
    for name, rate in MARKS.items():
        here = outcome.speak == rate
        ink = look.ink if here else look.muted
        pen.line(x - 1.6, top + rate, x, top + rate, look.ink if here else look.edge, 2, layer="below")
        words = f"{rate}%" if pen.tight else pen.say(f"marks.{name}", rate=rate)
        pen.text(x - 2, top + rate, words, ink, look.size, "right middle", 700 if here else 400)


def _policies(outcome: Policies, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    people = outcome.now[0].people
    axis = people * (1.42 if look.phone else 1.6 if pen.tight else 1.68)
    left = 0 if look.phone else -people * (0.5 if pen.tight else 0.42)
    pen.line(people, 0.35, people, 3.1, look.edge, 1.5, "dot", layer="below")
    before: list[tuple[float, float]] = []
    after: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    flows = zip(RATES, outcome.now, outcome.new, outcome.saved, outcome.turnover, strict=True)
    for row, (name, now, new, saved, turnover) in enumerate(flows):
        y = (2.35 if look.phone else 2.62) - row
        gain = saved >= 0
        fill, ink = (look.accent, look.accent) if gain else (look.fill, look.warm)
        pen.line(0, y, people, y, look.line, 1, layer="below")
        if saved:
            pen.line(now.stays, y, new.stays, y, fill, 5, layer="below")
        before.append((now.stays, y))
        after[gain].append((new.stays, y))
        first = row == 0
        told = f"{say('marks.now')} {now.stays}" if first else say.number(now.stays)
        pen.text(now.stays, y - 0.12, told, look.ink, look.size, "center top")
        told = f"{say('marks.new')} <b>{new.stays}</b>" if first else f"<b>{say.number(new.stays)}</b>"
        pen.text(new.stays, y + 0.12, told, ink, look.size, "center bottom")
        rates = f"{'/'.join(str(rate) for rate in RATES[name])}%"
        title = f"<b>{say(f'options.survey.{name}')}</b>{' ' if look.phone else '<br>'}"
        title += f"<span style='color:{look.muted}'>{rates}</span>"
        pen.text(left, y + 0.45 if look.phone else y, title, look.ink, look.size, "left middle")
        sign = f"+{saved}" if saved > 0 else say.number(saved)
        value = say.quantity(turnover, "yuan", 2)
        value = value if look.phone else say("marks.turnover", money=value)
        sign = pen.sized(sign, pen.large)
        gains = f"{sign}<br>{value}" if pen.tight else f"{value}&nbsp; {sign}"
        pen.text(axis, y, gains, ink, look.size, "right middle")
    pen.discs(before, 13, look.paper, look.ink)
    pen.discs(after[True], 13, look.accent, look.accent)
    pen.discs(after[False], 13, look.paper, look.fill)
    return {
        "xaxis": {"range": [left, axis], "tickvals": [0, people], "ticktext": ["0", say("marks.everybody", n=people)]},
        "yaxis": {"range": [0, 3.2]},
        "margin": {"t": 4, "b": 28},
    }
