"""The end of a lesson: the summary numbered, tomorrow's behaviour under the waterline."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.closing.fields import Block
from courseware.blocks.lines import item, rich, signed, strong


def show(block: Block, stage: Stage) -> None:
    """Draw it."""
    lines = [item(f"{number}.", [stage.linked(line)]) for number, line in enumerate(block.lines, 1)]
    caption = rich(stage.say("blocks.closing.tomorrow"))
    with st.container(key=f"closing-{stage.place}"):
        st.markdown("\n".join(lines))
        with st.container(key=f"line-{stage.place}"):
            st.markdown(signed(f":green[{caption}]\n\n{strong(stage.told(block.tomorrow))}", block, stage.say))
