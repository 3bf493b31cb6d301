"""A story on a page: predict, then choose, moment by moment; every choice can be taken back."""

from typing import Any

import streamlit as st

from courseware.blocks.lines import rich, small
from courseware.blocks.simulator.game import Game
from courseware.blocks.simulator.parts import view as parts
from courseware.words import markdown
from simulations.stories import Moment, Step


@st.fragment
def tell(game: Game) -> None:
    """The story as far as it has been chosen, beside what the choices did."""
    state = parts.state(game)
    if game.prediction is not None and state["guess"] is None:
        parts.ask(game, game.prediction)
        return
    shown = game.shown(state["values"], state["seed"])
    with st.container(key=f"sim-told-{game.key}"):
        left, right = st.columns([6, 5], gap="large")
        with left, st.container(key=f"sim-story-{game.key}", gap="small"):
            _story(game, shown.outcome)
            _back(game)
            parts.goal(game, shown)
        with right, st.container(key=f"sim-figure-{game.key}", gap="xsmall"):
            parts.figure(game, shown)
        parts.notes(game, shown)


def _story(game: Game, outcome: Any) -> None:
    say, story = game.stage.say, game.story
    assert story
    if outcome.steps:
        _last(game, outcome.steps[-1])
    elif story.about:
        st.markdown(small(rich(say(story.about))))
    now: Moment | None = outcome.now
    if now is None:
        ending = story.endings.get(outcome.ending or "")
        told = game.words(f"endings.{outcome.ending}")
        lines = [f"**{rich(told)}**", rich(say(ending)) if ending else ""]
        with st.container(key=f"sim-end-{game.key}"):
            st.markdown("\n\n".join(line for line in lines if line))
        return
    with st.container(key=f"sim-moment-{game.key}"):
        who = f"{small(markdown(game.captions('customer')))}  \n" if now.speaker == "customer" else ""
        st.markdown(f"{who}{rich(say(now.text))}")
    for choice in now.choices:
        key = f"sim-{game.key}-choice-{len(outcome.steps)}-{choice.id}"
        st.button(markdown(say(choice.text)), key=key, on_click=_choose, args=(game, choice.id), width="stretch")


def _last(game: Game, step: Step) -> None:
    """What was chosen last, and what came of it."""
    say = game.stage.say
    yours = small(markdown(game.captions("yours", text=say(step.choice.text))))
    with st.container(key=f"sim-last-{game.key}"):
        st.markdown(f"{yours}\n\n{rich(say(step.choice.reply))}" if step.choice.reply else yours)


def _choose(game: Game, choice: str) -> None:
    _take(game, (*parts.state(game)["values"]["path"], choice))


def _take(game: Game, path: tuple[str, ...]) -> None:
    parts.state(game)["values"] = {"path": path}
    if not game.address:
        return
    if path:
        st.query_params["path"] = ".".join(path)
    else:
        st.query_params.pop("path", None)


def _back(game: Game) -> None:
    """One step back, or to the beginning."""
    path = parts.state(game)["values"]["path"]
    with st.container(horizontal=True, gap="small", key=f"sim-back-{game.key}"):
        for name, icon, to in (("undo", ":material/undo:", path[:-1]), ("reset", ":material/restart_alt:", ())):
            key = f"sim-{game.key}-{name}"
            st.button(
                game.captions(name), key=key, type="tertiary", icon=icon, on_click=_take, args=(game, to),
                disabled=not path,
            )  # fmt: skip
