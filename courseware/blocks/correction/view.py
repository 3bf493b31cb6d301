"""A correction on honey: the right figure first, then what the deck printed, then why."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.correction.fields import Block
from courseware.blocks.lines import rich, signed, strong


def show(block: Block, stage: Stage) -> None:
    """Draw it."""
    title = rich(stage.say("blocks.correction.title", erratum=block.erratum))
    lines = [
        f":yellow[:material/edit_note: {title}]",
        strong(stage.told(block.right)),
        rich(stage.say("blocks.correction.printed", printed=stage.told(block.printed))),
        rich(stage.told(block.why)),
    ]
    with st.container(key=f"erratum-{stage.place}", width=646):
        st.markdown(signed("\n\n".join(lines), block, stage.say))
