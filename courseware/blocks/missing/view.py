"""A gap in the source: a dashed rule, a title, and what is not there."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import rich, signed, strong
from courseware.blocks.missing.fields import Block


def show(block: Block, stage: Stage) -> None:
    """Draw it: two paragraphs of one element."""
    title = strong(stage.say("blocks.missing.title"))
    with st.container(key=f"missing-{stage.place}", width=646):
        st.markdown(signed(f"{title}\n\n{rich(stage.told(block.body))}", block, stage.say))
