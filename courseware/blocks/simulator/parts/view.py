"""What every simulator on a page has, with sliders or with a story: its state, the prediction, the figure, the goal.

What the learner did is kept in the session under a name of its own, so that it survives a change of language; with
`address=True` the values are in the page's address too, and a link shows what its sender saw.
"""

import re
from html import escape
from typing import Any

import streamlit as st

from courseware.blocks.lines import small
from courseware.blocks.simulator.game import Game, table
from courseware.charts.playing import SEED, Shown
from courseware.charts.view import draw_chart
from courseware.words import markdown
from simulations import Prediction

_LONGEST = 2000  # characters of a story's path that are read
LOW = 195  # px of a figure on a lesson's page, which has to fit a laptop's screen


def state(game: Game) -> dict[str, Any]:
    """What the learner did: the guess, the values of the controls (or the path of a story), the seed of chance."""
    state = st.session_state.setdefault(f"simulator/{game.key}", {})
    if not state:
        state |= {"guess": None, "values": game.start, "seed": SEED}
        if game.address:
            state |= _sent(game)
    return state


def _sent(game: Game) -> dict[str, Any]:
    """The guess, the seed and the choices that the address carries; sliders and switches read it themselves."""
    sent, found = st.query_params, {}
    if game.prediction and sent.get("guess") in game.prediction.options:
        found["guess"] = sent["guess"]
    if re.fullmatch(r"[1-9][0-9]{0,5}", sent.get("seed", "")):
        found["seed"] = int(sent["seed"])
    if game.story:
        path = tuple(sent.get("path", "")[:_LONGEST].split(".")) if sent.get("path") else ()
        return found | {"values": {"path": path}}
    chosen = {c.name: sent[c.name] for c in game.controls if sent.get(c.name) in c.options}
    return found | {"values": game.start | chosen}


def ask(game: Game, prediction: Prediction) -> None:
    """The prediction; nothing of the answer is sent before it."""
    words = game.words.within(f"predictions.{game.part}")
    with st.container(key=f"sim-ask-{game.key}"):
        st.markdown(f"{small(markdown(game.captions('predict')))}\n\n{markdown(words('ask'))}")
        with st.container(horizontal=True, gap="small"):
            for option in prediction.options:
                key = f"sim-{game.key}-guess-{option}"
                label = markdown(words(f"options.{option}"))
                st.button(label, key=key, on_click=_commit, args=(game, option), width="stretch")


def _commit(game: Game, option: str) -> None:
    state(game)["guess"] = option
    if game.address:
        st.query_params["guess"] = option


def goal(game: Game, shown: Shown) -> None:
    """The goal, and how far it is reached."""
    if shown.goal is None:
        return
    goal, share = shown.goal
    reached = escape(game.captions("reached", n=f"{share}%"))
    level = f'<div class="ws-aim" role="img" aria-label="{reached}"><i style="width:{share}%"></i></div>'
    st.html(f'<div class="ws-goal"><p>{escape(goal)} <b aria-hidden="true">{share}%</b></p>{level}</div>')


def figure(game: Game, shown: Shown) -> None:
    """The figure and what it says."""
    height = shown.height if game.alone or game.stage.look.phone else LOW
    live = game.live(state(game)["values"], state(game)["seed"])
    draw_chart(shown.figure, shown.alternative, height, key=f"sim-{game.key}-chart", live=live)
    over = not game.story or shown.outcome.now is None
    verdict = game.verdict(state(game)["guess"], shown.outcome if game.story else None) if over else ""
    with st.container(key=f"sim-say-{game.key}"):
        st.markdown("\n\n".join(part for part in (f"**{markdown(shown.sentence)}**", verdict) if part))


def notes(game: Game, shown: Shown) -> None:
    """The limits of the model and what the decks say; the figure's numbers as a table and a file, when asked for."""
    with st.container(key=f"sim-notes-{game.key}", gap="xsmall"):
        st.markdown(game.notes())
        _numbers(game, shown)


def _numbers(game: Game, shown: Shown) -> None:
    box = st.expander(
        game.captions("numbers"), icon=":material/table_rows:", type="compact", on_change="rerun",
        key=f"sim-numbers-{game.key}",
    )  # fmt: skip
    if box.open:
        numbers, file = table(game, shown.outcome)
        with box:
            st.markdown(numbers)
            st.download_button(
                game.captions("download"), file, f"{game.simulator.name}-{game.scene}.csv", "text/csv",
                key=f"sim-{game.key}-csv", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
