"""A quotation on the page."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import rich, signed, small
from courseware.blocks.quotation.fields import Block


def show(block: Block, stage: Stage) -> None:
    """Draw it."""
    by = small(rich(stage.say("blocks.quotation.by", by=stage.told(block.by))))
    with st.container(key=f"quotation-{stage.place}", width=646):
        st.markdown(signed(f"> {rich(stage.told(block.body))}\n\n{by}", block, stage.say))
