"""Figures of the satisfaction simulator: what was expected is a dotted line, what was given is solid."""

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look
from simulations.pen import Part, Pen
from simulations.satisfaction.figure_memory import memory
from simulations.satisfaction.figure_population import population
from simulations.satisfaction.model import Arrival, Crowd, Impression, Once, Outcome, Visit, Visits

ROOM = 66  # minutes that the time line shows


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.satisfaction.`."""
    pen = Pen(say, look, large=(34, 30, 72), middle=(20, 18, 36))
    if isinstance(outcome, Once):
        axes = _once(outcome, pen)
    elif isinstance(outcome, Arrival):
        axes = _arrival(outcome, pen)
    elif isinstance(outcome, Crowd):
        axes = population(outcome, pen)
    elif isinstance(outcome, Impression):
        axes = memory(outcome, pen)
    else:
        axes = _visits(outcome, pen)
    return pen.figure(440 if pen.slide else 260 if look.phone else 280, axes)


def _once(outcome: Once, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    expected, perceived, gap = outcome.expectation, outcome.perceived, outcome.gap
    left, right = (2.5, 4.3) if look.phone else (3, 5)
    pen.block(left, 0, right, perceived, look.accent)
    if gap < 0:
        pen.block(left, perceived, right, expected, look.warm_tint, look.fill, "dash")
    pen.line(0, expected, 10, expected, look.ink, 1.5, "dot")
    if gap:
        pen.line(right + 0.5, expected, right + 0.5, perceived, look.fill if gap < 0 else look.accent, 4)
    pen.text(0, expected, say("marks.expected", n=expected), look.ink, look.size, "left bottom")
    sign = f"+{gap}" if gap > 0 else say.number(gap)
    state = f"<span style='font-size:{pen.middle}px'>{say(f'states.{outcome.state}')}</span>"
    words = f"{sign}{'<br>' if look.phone else ' '}{state}"
    far = abs(gap) > 24  # the words fit beside the gap; otherwise they stand above both lines
    y = (expected + perceived) / 2 if far else max(expected, perceived)
    colour = look.warm if gap < 0 else look.accent
    pen.text(right + 0.8, y, words, colour, pen.large, f"left {'middle' if far else 'bottom'}", weight=700)
    ticks = {"tickvals": [(left + right) / 2], "ticktext": [f"{say('marks.perceived')} <b>{perceived}</b>"]}
    return {"xaxis": {"range": [0, 10]} | ticks, "yaxis": {"range": [0, 140 if look.phone else 124]}}


def _arrival(outcome: Arrival, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    promised, came, gap = outcome.promised, outcome.came, outcome.gap

    def time(minutes: int) -> str:
        return say.quantity(minutes, "minute")

    pen.block(0, 0, min(promised, came), 1, look.accent)
    if gap < 0:
        pen.block(promised, 0, came, 1, look.fill)
    elif gap > 0:
        pen.block(came, 0, promised, 1, look.tint)
    pen.line(promised, 0, promised, 1.6, look.ink, 1.5, "dot")
    side = "right" if promised > 30 else "left"
    pen.text(promised, 1.62, say("marks.promised", time=time(promised)), look.ink, look.size, f"{side} bottom")
    word = {"satisfied": "marks.early", "basically": "marks.on_time", "dissatisfied": "marks.late"}[outcome.state]
    x, y, at = (0, 2.5, "left top") if look.phone else (max(promised, came) + 1, 0.5, "left middle")
    colour = look.warm if gap < 0 else look.accent
    pen.text(x, y, say(word, time=time(abs(gap))), colour, pen.middle, at, weight=700)
    ticks = {"tickvals": [0, came], "ticktext": [say("marks.called"), f"<b>{time(came)}</b> {say('marks.came')}"]}
    return {"xaxis": {"range": [0, 66 if look.phone else 80]} | ticks, "yaxis": {"range": [0, 2.5]}}


def _visits(outcome: Visits, pen: Pen) -> Part:
    say, look, inputs, count = pen.say, pen.look, outcome.inputs, outcome.inputs.visits
    start, end, gone = 0.5, count + 0.5, len(outcome.visits) + 0.5
    beside = count * (0.36 if look.phone else 0.13 if look.size < 28 else 0.25)  # room for a label beside the visits
    if outcome.missed:
        pen.block(gone, 0, end, 17, look.warm_tint)
        pen.text(end - beside * 0.1, 8.5, say("marks.missed", n=outcome.missed), look.warm, look.size, "right middle")
    if inputs.rival:
        pen.line(start, inputs.rival_quality, end, inputs.rival_quality, look.slate, 1.5, layer="below")
        word = f"{say('marks.rival')}<br>{inputs.rival_quality}"
        pen.text(end + beside * 0.08, inputs.rival_quality, word, look.muted, look.size, "left middle")
    pen.marks.extend(_distances(outcome, pen))
    first = outcome.visits[0].expectation
    pen.text(start - beside * 0.08, first, f"{say('marks.expects')}<br>{first}", look.ink, look.size, "right middle")
    pen.marks.append(_deliveries(outcome, pen))
    names = [say("marks.visit", n=1) if count < 9 else "1", *(str(n) for n in range(2, count + 1))]
    axis = {"range": [start - beside, end + beside if inputs.rival else end], "tickangle": 0}
    return {"xaxis": axis | {"tickvals": list(range(1, count + 1)), "ticktext": names}, "yaxis": {"range": [0, 112]}}


def _distances(outcome: Visits, pen: Pen) -> list[Part]:
    """Every expectation as a dotted line, and the distance from it to what was given."""
    look, across, heights, stems, tips = pen.look, [], [], [], []
    for visit in outcome.visits:
        n, y = visit.number, visit.expectation
        across += [n - 0.5, n + 0.5, None]
        heights += [y, y, None]
        stems += [n, n, None]
        tips += [y, visit.delivery, None]
        if pen.tight and visit.gap > 0:  # the number stands above, perhaps where the other firm's line runs
            y = visit.delivery
            pen.block(n - 0.42, y + 5, n + 0.42, y + 17, look.paper, layer="below")
    hurt = outcome.last.gap < 0
    dotted = {"color": look.ink, "width": 1.5 * pen.scale, "dash": "dot"}
    parts = [(across, heights, dotted)]
    if hurt:
        parts.append((stems[-3:], tips[-3:], {"color": look.fill, "width": 4 * pen.scale}))
        stems, tips = stems[:-3], tips[:-3]
    parts.append((stems, tips, {"color": look.accent, "width": 4 * pen.scale}))
    return [{"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line} for x, y, line in parts]


def _deliveries(outcome: Visits, pen: Pen) -> Part:
    """What was given, a disc with its number; hollow where the customer left."""
    look, visits, count = pen.look, outcome.visits, outcome.inputs.visits
    crowded = look.phone and count > 8
    beside = count <= (8 if not pen.tight else 3)  # there is room for a number right of its disc
    gone = f"<br><span style='font-size:{look.size}px'>{pen.say('marks.gone')}</span>"

    def place(gap: int) -> str:
        across = "right" if beside and gap else "center"
        down = "bottom" if not gap else "middle" if beside and abs(gap) > 7 else "top" if gap > 0 else "bottom"
        return f"{down} {across}"

    def number(visit: Visit) -> str:
        if crowded and visit.stays and visit.number not in (1, len(visits)):
            return ""
        return f"<b>{visit.delivery}{'' if visit.stays else gone}</b>"

    edges = [look.accent if v.stays else look.fill for v in visits]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "cliponaxis": False,
        "x": [v.number for v in visits],
        "y": [v.delivery for v in visits],
        "text": [number(v) for v in visits],
        "textposition": [place(v.gap) for v in visits],
        "textfont": {"color": [look.accent if v.stays else look.warm for v in visits], "size": pen.middle},
        "marker": {
            "size": (11 if crowded else 16) * pen.scale,
            "color": [look.accent if v.stays else look.paper for v in visits],
            "line": {"color": edges, "width": 3 * pen.scale},
        },
    }
