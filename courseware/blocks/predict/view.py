"""A prediction on the page. Nothing of truth or replies is sent to the browser before the learner has chosen.

The choice is an option id in `st.session_state["predict-<place>"]`, so it survives a change of language.
"""

import streamlit as st

from courseware.blocks import Stage
from courseware.blocks.lines import over, rich
from courseware.blocks.predict.fields import Block

MEASURE = 646


@st.fragment
def show(block: Block, stage: Stage) -> None:
    """Draw it; choosing reruns this block only."""
    chosen = st.session_state.get(f"predict-{stage.place}")
    committed = chosen in {option.id for option in block.options}
    caption = stage.say("blocks.predict.after" if committed else "blocks.predict.before")
    with st.container(key=f"guess-{stage.place}", width=MEASURE, gap="xsmall"):
        st.markdown(f"{over(caption, block, stage.say)}\n\n{rich(stage.told(block.ask))}")
        if committed:
            _answered(block, stage, str(chosen))
        else:
            _open(block, stage)


def _open(block: Block, stage: Stage) -> None:
    for option in block.options:
        st.button(
            rich(stage.told(option.text)),
            key=f"option-{stage.place}-{option.id}",
            on_click=_choose,
            args=(stage.place, option.id),
            width="stretch",
            wrap=True,
        )


def _choose(place: str, option: str) -> None:
    st.session_state[f"predict-{place}"] = option


def _answered(block: Block, stage: Stage, chosen: str) -> None:
    """The options as they came out, the reply under the learner's own, the truth under the waterline."""
    for number, option in enumerate(block.options):
        mine, true = option.id == chosen, option.id == block.right
        state = "truth" if true else "mine" if mine else "off"
        lines = [rich(stage.told(option.text))]
        if mine or true:
            word = "yours_right" if mine and true else "yours" if mine else "right"
            icon = ":material/check: " if true else ""
            lines.append(f":green[{icon}{rich(stage.say(f'blocks.predict.{word}'))}]")
        if mine:
            lines.append(rich(stage.told(option.reply)))
        with st.container(key=f"guessed-{state}-{stage.place}-{number}"):
            st.markdown("\n\n".join(lines))
    with st.container(key=f"line-{stage.place}"):
        st.markdown(rich(stage.told(block.truth)))
