"""What a figure is drawn with: lines, blocks, discs, arrows and words in the type and line widths of a look."""

from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from courseware.words import Say
from simulations import Look, layout

Part = dict[str, Any]
Sizes = tuple[int, int, int]  # px on a page, on a phone, on a slide


class Pen:
    """Collects the parts of one figure; coordinates are those of its axes, widths are pixels of a page.

    `large` and `middle` are type sizes of numerals and of words that count more than `look.size`, the least.
    """

    def __init__(self, say: Say, look: Look, large: Sizes = (28, 22, 48), middle: Sizes = (20, 17, 36)) -> None:
        self.say, self.look = say, look
        self.slide = look.size >= 28
        self.tight = look.phone or self.slide  # fewer letters fit across
        self.scale = look.size / 15
        at = 2 if self.slide else 1 if look.phone else 0
        self.large, self.middle = large[at], middle[at]
        self.shapes: list[Part] = []
        self.texts: list[Part] = []
        self.marks: list[Part] = []

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float, dash: str = "solid", **more: Any
    ) -> None:
        """A straight line."""
        pen = {"color": colour, "width": width * self.scale, "dash": dash}
        self.shapes.append({"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": pen} | more)

    def block(
        self, x0: float, y0: float, x1: float, y1: float, fill: str, edge: str = "", dash: str = "solid", **more: Any
    ) -> None:
        """A rectangle, with an edge where a colour is named."""
        place = {"type": "rect", "x0": x0, "y0": y0, "x1": x1, "y1": y1}
        self.shapes.append(place | {"fillcolor": fill, "line": self._edge(edge, dash)} | more)

    def path(self, path: str, fill: str, edge: str = "", **more: Any) -> None:
        """Any shape, as an SVG path in the coordinates of the axes, with an edge where a colour is named."""
        self.shapes.append({"type": "path", "path": path, "fillcolor": fill, "line": self._edge(edge)} | more)

    def discs(self, spots: Iterable[Sequence[float]], size: float, fill: str, edge: str, **more: Any) -> None:
        """Discs at (x, y), `size` pixels of a page across, all alike."""
        places = list(spots)
        if not places:
            return
        marker = {"size": size * self.scale, "color": fill, "line": {"color": edge, "width": 2 * self.scale}} | more
        x, y = [spot[0] for spot in places], [spot[1] for spot in places]
        self.marks.append({"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "cliponaxis": False})

    def curve(
        self, x: Sequence[float], y: Sequence[float], colour: str, width: float, dash: str = "solid", **more: Any
    ) -> None:
        """A line through points; None among them breaks it. `more` is for the trace (`fill`, `fillcolor`)."""
        line = {"color": colour, "width": width * self.scale, "dash": dash}
        self.marks.append({"type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "line": line} | more)

    def arrow(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 4) -> None:
        """A straight arrow from (x0, y0) to (x1, y1)."""
        head = {"arrowhead": 2, "arrowsize": 0.7, "arrowwidth": width * self.scale, "arrowcolor": colour, "text": ""}
        tail = {"ax": x0, "ay": y0, "axref": "x", "ayref": "y", "showarrow": True}
        self.texts.append({"x": x1, "y": y1} | tail | head)

    def text(
        self, x: float, y: float, words: str, colour: str, size: float | None = None, at: str = "center middle",
        weight: int = 400, **more: Any,
    ) -> None:  # fmt: skip
        """Words whose point `at` (left, center or right; bottom, middle or top) stands at x, y."""
        across, down = at.split()
        font = {"color": colour, "size": size or self.look.size, "weight": weight}
        anchor = {"xanchor": across, "yanchor": down, "align": across}
        self.texts.append({"x": x, "y": y, "text": words, "showarrow": False, "font": font} | anchor | more)

    def sized(self, words: str, size: float, colour: str = "") -> str:
        """Words of another size, bold, inside a longer text."""
        ink = f";color:{colour}" if colour else ""
        return f"<span style='font-size:{size}px{ink}'><b>{words}</b></span>"

    def figure(self, height: int, axes: Part) -> go.Figure:
        """The figure, `height` px high on a page; `axes` are the parts of its layout that differ from the house's."""
        house = layout(self.look, height=height, hovermode=False, shapes=self.shapes, annotations=self.texts, **axes)
        return go.Figure({"data": self.marks, "layout": house})

    def _edge(self, colour: str, dash: str = "solid") -> Part:
        return {"color": colour, "width": 2 * self.scale, "dash": dash} if colour else {"width": 0}
