"""Steps along a line: one numbered list in one element, laid out by the stylesheet."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import item, signed, strong
from courseware.blocks.steps.fields import Block


def show(block: Block, stage: Stage) -> None:
    """Draw it."""
    written = []
    for number, step in enumerate(block.steps, 1):
        lines = [strong(stage.told(step.title))]
        if step.detail:
            lines.append(stage.linked(step.detail))
        written.append(item(f"{number}.", lines))
    with st.container(key=f"steps-{len(block.steps)}-{stage.place}"):
        st.markdown(signed("\n".join(written), block, stage.say))
