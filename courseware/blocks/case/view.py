"""A case card: who, what happened, what was done."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.case.fields import Block
from courseware.blocks.lines import rich, signed, small, strong


def show(block: Block, stage: Stage) -> None:
    """Draw it: one element; captions small above their lines."""
    done = rich(stage.told(block.done)) if block.done else small(rich(stage.say("blocks.case.no-outcome")))
    lines = [
        strong(stage.told(block.customer)),
        small(rich(stage.say("blocks.case.happened"))),
        rich(stage.told(block.happened)),
        small(rich(stage.say("blocks.case.done"))),
        done,
    ]
    with st.container(key=f"case-{stage.place}", width=646):
        st.markdown(signed("\n\n".join(lines), block, stage.say))
