"""One chart on a page, drawn by Plotly's small bundle, which our own script keeps mounted across reruns.

Streamlit's chart takes its figure down before it builds the next one, and brings 4.7 MB of script where 1.2 MB do.
"""

from functools import lru_cache
from typing import Any

from streamlit.components.v2 import component

from courseware.look import asset


@lru_cache
def _component(name: str) -> Any:
    """One of the functions of assets/js/chart.js as a component."""
    script, library = asset("js/chart.js"), asset("js/vendor/plotly-basic-4.1.1.min.js")
    return component(
        name,
        js=f"""
export default async function (component) {{
  const charts = await import(location.origin + {script!r})
  charts.{name}(component, {library!r})
}}
""",
        isolate_styles=False,
    )


def draw_chart(figure: str, alternative: str, height: int, *, key: str, live: dict[str, Any] | None = None) -> None:
    """Draw a figure, given as JSON, `height` px high; a screen reader hears `alternative`.

    `live` lets the figure follow sliders before their rerun is done (assets/js/chart.js): the `address` that answers
    with a figure for `values`, the class of the `desk` the sliders stand on, and the class of each of the `sliders`.
    """
    data = {"figure": figure, "alt": alternative, "height": height, "live": live}
    _component("draw")(data=data, key=key, width="stretch", height=height)


def draw_thumbnail(address: str, height: int, *, key: str) -> None:
    """A small figure that plays through the frames found at `address` when its row is pointed at; decoration."""
    _component("play")(data={"address": address, "height": height}, key=key, width="stretch", height=height)
