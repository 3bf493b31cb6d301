"""One chart on a page, drawn by Plotly's small bundle, which our own script keeps mounted across reruns.

Streamlit's chart takes its figure down before it builds the next one, and brings 4.7 MB of script where 1.2 MB do.
"""

from functools import lru_cache
from typing import Any

from streamlit.components.v2 import component

from courseware.look import asset


@lru_cache(1)
def _component() -> Any:
    script, library = asset("js/chart.js"), asset("js/vendor/plotly-basic-4.1.1.min.js")
    return component(
        "chart",
        js=f"""
export default async function (component) {{
  const {{ draw }} = await import(location.origin + {script!r})
  draw(component, {library!r})
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
    _component()(data=data, key=key, width="stretch", height=height)
