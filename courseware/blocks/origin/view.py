"""The origin of a claim: a disc that is full, half full, dashed or hollow, a word, and what is known."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import rich, signed, strong
from courseware.blocks.origin.fields import Block


def show(block: Block, stage: Stage) -> None:
    """Draw it: two paragraphs of one element; the key says the status."""
    claim = stage.claims[block.claim]
    status = strong(stage.say(f"blocks.origin.{claim.status}"))
    with st.container(key=f"origin-{claim.status}-{stage.place}", width=646):
        st.markdown(signed(f"{status}\n\n{rich(stage.told(claim.short))}", block, stage.say))
