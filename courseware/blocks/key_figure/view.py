"""A key figure on the page: the number large, its unit smaller, what it counts beneath."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.key_figure.fields import Block
from courseware.blocks.lines import rich, signed, small


def show(block: Block, stage: Stage) -> None:
    """Draw it: three paragraphs of one element."""
    number, unit = block.parted(stage.told(block.value))
    gap = " " if unit != unit.lstrip() else ""
    lines = [f"{rich(number)}{gap}:small[{rich(unit)}]" if unit else rich(number), rich(stage.told(block.label))]
    if block.note:
        lines.append(small(rich(stage.told(block.note))))
    with st.container(key=f"figure-{stage.place}"):
        st.markdown(signed("\n\n".join(lines), block, stage.say))
