"""Figures of the satisfaction simulator: what was expected is a dotted line, what was given is solid."""

from typing import Any

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look, layout
from simulations.satisfaction.model import Arrival, Once, Outcome, Visits

Part = dict[str, Any]
ROOM = 66  # minutes that the time line shows


def figure(outcome: Outcome, say: Say, look: Look) -> go.Figure:
    """The figure of any scene; `say` knows the words below `simulations.satisfaction.`."""
    pen = Pen(say, look)
    if isinstance(outcome, Once):
        axes = _once(outcome, pen)
    elif isinstance(outcome, Arrival):
        axes = _arrival(outcome, pen)
    else:
        axes = _visits(outcome, pen)
    height = (280 if look.phone else 300) * look.size // 15
    house = layout(look, height=height, hovermode=False, shapes=pen.shapes, annotations=pen.texts, **axes)
    return go.Figure({"data": pen.marks, "layout": house})


class Pen:
    """Collects the parts of one figure, in the type and the line widths of a look."""

    def __init__(self, say: Say, look: Look) -> None:
        self.say, self.look = say, look
        self.scale = look.size / 15
        self.large, self.middle = (72, 40) if look.size >= 28 else (30, 18) if look.phone else (34, 20)
        self.shapes: list[Part] = []
        self.texts: list[Part] = []
        self.marks: list[Part] = []

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float, dash: str = "solid") -> None:
        """A straight line; `width` in pixels of a page."""
        pen = {"color": colour, "width": width * self.scale, "dash": dash}
        self.shapes.append({"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": pen})

    def block(self, x0: float, y0: float, x1: float, y1: float, fill: str, edge: str = "") -> None:
        """A rectangle, with a dashed edge where one is named."""
        pen = {"color": edge, "width": 2 * self.scale, "dash": "dash"} if edge else {"width": 0}
        self.shapes.append({"type": "rect", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "fillcolor": fill, "line": pen})

    def text(self, x: float, y: float, words: str, colour: str, size: float, at: str = "center middle", **more: Any) -> None:
        """Words whose point `at` (left, center or right; bottom, middle or top) stands at x, y."""
        across, down = at.split()
        font = {"color": colour, "size": size, "weight": more.pop("weight", 400)}
        anchor = {"xanchor": across, "yanchor": down, "align": across}
        self.texts.append({"x": x, "y": y, "text": words, "showarrow": False, "font": font} | anchor | more)


def _once(outcome: Once, pen: Pen) -> Part:
    say, look = pen.say, pen.look
    expected, perceived, gap = outcome.expectation, outcome.perceived, outcome.gap
    left, right = (2.4, 4.4) if look.phone else (2.2, 4.2)
    pen.block(left, 0, right, perceived, look.accent)
    if gap < 0:
        pen.block(left, perceived, right, expected, look.warm_tint, look.fill)
    pen.line(0, expected, 10, expected, look.ink, 1.5, "dot")
    if gap:
        pen.line(right + 0.5, expected, right + 0.5, perceived, look.fill if gap < 0 else look.accent, 4)
    pen.text(0, expected, say("marks.expected", n=expected), look.ink, look.size, "left bottom")
    sign = f"+{gap}" if gap > 0 else say.number(gap)
    state = f"<span style='font-size:{pen.middle}px'>{say(f'states.{outcome.state}')}</span>"
    middle = (expected + perceived) / 2 if abs(gap) > 16 else max(expected, perceived)
    colour = look.warm if gap < 0 else look.accent
    at = "left middle" if abs(gap) > 16 else "left bottom"
    pen.text(right + 0.8, middle, f"{sign} {state}", colour, pen.large, at, weight=700)
    ticks = {"tickvals": [(left + right) / 2], "ticktext": [f"{say('marks.perceived')} <b>{perceived}</b>"]}
    return {"xaxis": {"range": [0, 10]} | ticks, "yaxis": {"range": [0, 124]}}


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
    pen.line(promised, 0, promised, 1.9, look.ink, 1.5, "dot")
    side = "right" if promised > ROOM / 2 else "left"
    pen.text(promised, 1.95, say("marks.promised", time=time(promised)), look.ink, look.size, f"{side} bottom")
    word = say("marks.early", time=time(gap)) if gap > 0 else say("marks.late", time=time(-gap)) if gap else say("marks.on_time")
    colour = look.warm if gap < 0 else look.accent
    pen.text(max(promised, came) + 1, 0.5, word, colour, pen.middle, "left middle", weight=700)
    ticks = {"tickvals": [0, came], "ticktext": [say("marks.called"), f"<b>{time(came)}</b> {say('marks.came')}"]}
    return {"xaxis": {"range": [0, ROOM]} | ticks, "yaxis": {"range": [0, 2.6]}}


def _visits(outcome: Visits, pen: Pen) -> Part:
    say, look, inputs = pen.say, pen.look, outcome.inputs
    end = inputs.visits + 0.5
    if outcome.missed:
        pen.block(len(outcome.visits) + 0.5, 0, end, 112, look.warm_tint)
    if inputs.rival:
        pen.line(0.5, inputs.rival_quality, end, inputs.rival_quality, look.slate, 1.5)
    for visit in outcome.visits:
        n, colour = visit.number, look.accent if visit.stays else look.fill
        pen.line(n - 0.5, visit.expectation, n + 0.5, visit.expectation, look.ink, 1.5, "dot")
        pen.line(n, visit.expectation, n, visit.delivery, colour, 4)
    return {"xaxis": {"range": [0.4, end]}, "yaxis": {"range": [0, 112]}}
