"""A text on the page, at a measure of 38 Chinese characters."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import signed
from courseware.blocks.text.fields import Block

MEASURE = 646


def show(block: Block, stage: Stage) -> None:
    """Draw it."""
    with st.container(key=f"text-{stage.place}", width=MEASURE):
        st.markdown(signed(stage.linked(block.body), block, stage.say))
