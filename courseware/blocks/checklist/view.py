"""A checklist on the page. On stairs, the number comes first and its items stand under it, all on one line.

The stylesheet lays the groups out by the width the block has, so that a phone and a half page show rows. Five groups
leave room above the lower three: `show` puts what `heading` draws there, where the caller has a heading to give.
"""

from collections.abc import Callable

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.checklist.fields import Block, Group
from courseware.blocks.lines import item, mark, rich, signed, small

ICONS = {"do": ":green[:material/check:]", "dont": ":red[:material/block:]"}


def holds_heading(block: Block) -> bool:
    """Do the last two of five steps rise beside a page's heading?"""
    counts = [len(group.items) for group in block.groups]
    return block.layout == "stairs" and len(counts) == 5 and max(counts[:3]) < max(counts[3:])


def show(block: Block, stage: Stage, heading: Callable[[], None] | None = None) -> None:
    """Draw it."""
    beside = heading is not None and holds_heading(block)
    if heading and not beside:
        heading()
    shape = f"{'stairs' if block.layout == 'stairs' else 'lists'}-{len(block.groups)}{'h' if beside else ''}"
    with st.container(key=f"checklist-{stage.place}"), st.container(key=f"{shape}-{stage.place}"):
        if heading and beside:
            with st.container():
                heading()
        for number, group in enumerate(block.groups):
            _group(group, stage, number)
    if block.sum:
        with st.container(key=f"line-{stage.place}"):
            st.markdown(signed(rich(stage.told(block.sum)), block, stage.say))
    elif block.editors:
        st.markdown(small(rich(mark(block, stage.say))))


def _group(group: Group, stage: Stage, number: int) -> None:
    """Number and label are a heading, the items a list: two elements."""
    label = rich(stage.told(group.label))
    items = [item("-", [f"{ICONS[group.tone]} {rich(stage.told(text))}"]) for text in group.items]
    with st.container(key=f"{group.tone}-{stage.place}-{number}", gap="xsmall"):
        st.header(label if group.number is None else f"**{group.number}** {label}", anchor=False)
        st.markdown("\n".join(items))
