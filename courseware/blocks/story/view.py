"""A story on the page: the speaker in grey above each line, the question under a hairline."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import item, rich, signed, small, strong
from courseware.blocks.story.fields import Block


def show(block: Block, stage: Stage) -> None:
    """Draw it: one list and one question."""
    written = []
    for line in block.lines:
        who = [small(rich(stage.told(line.who)))] if line.who else []
        written.append(item("-", [*who, rich(stage.told(line.said))]))
    parts = ["\n".join(written)]
    if block.question:
        parts.append(strong(stage.told(block.question)))
    with st.container(key=f"story-{stage.place}", width=646):
        st.markdown(signed("\n\n".join(parts), block, stage.say))
