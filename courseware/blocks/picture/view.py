"""A picture on the page, the caption beneath."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import mark, over, plain, rich, small
from courseware.blocks.picture.fields import Block
from courseware.pictures import labelled
from courseware.pictures.view import draw_picture

WIDE = 480
"""Pixels of a picture that stands alone: its own size, so that it leaves room for words on one screen."""


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
