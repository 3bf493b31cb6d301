"""A picture on the page, in the colours of the page: st.html strips SVG, and st.image cuts it off from the theme."""

from functools import lru_cache
from typing import Any, Literal

from streamlit.components.v2 import component

_JS = """
export default function (component) {
  const { data, parentElement } = component
  let box = parentElement.querySelector(".ws-ill")
  if (!box) {
    box = document.createElement("div")
    box.className = "ws-ill"
    parentElement.appendChild(box)
  }
  for (const [name, value] of [["role", "img"], ["aria-label", data.alt]]) {
    if (data.alt) box.setAttribute(name, value)
    else box.removeAttribute(name)
  }
  if (box.drawn !== data.svg) {
    box.innerHTML = data.svg
    box.drawn = data.svg
    for (const svg of box.querySelectorAll("svg")) {
      svg.removeAttribute("role")
      svg.setAttribute("aria-hidden", "true")
    }
  }
}
"""

_CSS = """
.ws-ill {
  --ill-ink: var(--st-text-color);
  --ill-paper: var(--st-background-color);
  --ill-mist: var(--st-secondary-background-color);
  --ill-tint: var(--st-green-background-color);
  --ill-accent: var(--st-green-text-color);
  --ill-warm: var(--st-red-color);
}
.ws-ill svg { display: block; width: 100%; height: auto; }
"""


@lru_cache(1)
def _component() -> Any:
    return component("illustration", js=_JS, css=_CSS)


def draw_picture(svg: str, alt: str, *, key: str, width: int | Literal["stretch"] = "stretch") -> None:
    """Draw any of our SVG pictures; a screen reader hears `alt`, and passes over a picture without."""
    _component()(data={"svg": svg, "alt": alt}, key=key, width=width)
