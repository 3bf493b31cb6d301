"""A picture on the page, in the colours of the page: st.html strips SVG, and st.image cuts it off from the theme."""

from functools import lru_cache
from typing import Any, Literal

import streamlit as st
from streamlit.components.v2 import component

from courseware.blocks import Stage
from courseware.blocks.lines import mark, over, plain, rich, small
from courseware.blocks.picture.fields import Block
from courseware.blocks.picture.labels import labelled

WIDE = 480
"""Pixels of a picture that stands alone: its own size, so that it leaves room for words on one screen."""

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


def show(block: Block, stage: Stage) -> None:
    """Draw it, the caption beneath."""
    alt = plain(stage.told(block.alt))
    width = WIDE if block.column == "wide" else "stretch"
    words = {name: plain(stage.told(label)) for name, label in block.labels.items()}
    draw_picture(labelled(stage.picture(block.picture), words), alt, key=f"picture-{stage.place}", width=width)
    if block.caption:
        st.markdown(over(stage.told(block.caption), block, stage.say))
    elif block.editors:
        st.markdown(small(rich(mark(block, stage.say))))
