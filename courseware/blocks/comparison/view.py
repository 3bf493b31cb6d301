"""Ways beside each other: a rule in the colour of each, and its points under it."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.comparison.fields import Block
from courseware.blocks.lines import item, mark, rich, small, strong

ICONS = {"good": ":green[:material/check:] ", "bad": ":red[:material/close:] ", "plain": ""}


def show(block: Block, stage: Stage) -> None:
    """Draw it: a container and one element for each way."""
    with st.container(key=f"ways-{stage.place}"):
        for number, way in enumerate(block.columns):
            points = [item("-", [stage.linked(point)]) for point in way.points]
            with st.container(key=f"way-{way.tone}-{stage.place}-{number}"):
                st.markdown(f"{ICONS[way.tone]}{strong(stage.told(way.title))}\n\n" + "\n".join(points))
    if block.editors:
        st.markdown(small(rich(mark(block, stage.say))))
