"""Terms side by side: one list in one element, laid out by the stylesheet."""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.cards.fields import Block
from courseware.blocks.lines import item, rich, signed, small, strong


def show(block: Block, stage: Stage) -> None:
    """Draw it. The key says how many there are, so that four stand in a row or two by two."""
    written = []
    for card in block.cards:
        lines = [strong(stage.told(card.term)), stage.linked(card.meaning)]
        if card.example:
            lines.append(small(rich(stage.told(card.example))))
        written.append(item("-", lines))
    with st.container(key=f"cards-{len(block.cards)}-{stage.place}"):
        st.markdown(signed("\n".join(written), block, stage.say))
