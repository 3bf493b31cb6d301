"""The simulators: a list, and each on a page of its own whose address reproduces its state."""

import streamlit as st

import simulations
from courseware.blocks.simulator.view import play
from courseware.screens.frame import head
from courseware.screens.visit import Visit
from courseware.words import markdown


def show(visit: Visit) -> None:
    """Draw the simulator that `?name=…` names (with `view=slide`: large, for a projector), or the list of all."""
    name = st.query_params.get("name", "")
    if name not in simulations.names():
        _list(visit)
        return
    scenes = simulations.simulator(name).scenes
    scene = st.query_params.get("scene", "")
    scene = scene if scene in scenes else scenes[0]
    large = st.query_params.get("view") == "slide"
    say = visit.say.within(f"simulations.{name}")
    if not large:
        head(visit, f"{visit.say('frame.simulators')} · {say('title')}")
    play(name, scene, visit.stage(f"simulator-{name}-{scene}"), address=True, large=large)
    if large:
        return
    with st.container(key="scenes", horizontal=True):
        for other in scenes:
            if other != scene:
                st.page_link(
                    visit.pages["simulators"], label=markdown(say(f"scenes.{other}.title")),
                    query_params={"name": name, "scene": other}, icon=":material/arrow_forward:",
                )  # fmt: skip
        st.page_link(visit.pages["simulators"], label=visit.say("simulators.back"), icon=":material/arrow_back:")


def _list(visit: Visit) -> None:
    say = visit.say
    head(visit, say("frame.simulators"))
    st.title(say("simulators.title"), anchor=False)
    st.markdown(f":gray[{say('simulators.lead')}]")
    for name in simulations.names():
        within = say.within(f"simulations.{name}")
        for scene in simulations.simulator(name).scenes:
            with st.container(key=f"row-{name}-{scene}"):
                st.page_link(
                    visit.pages["simulators"], label=f"**{within(f'scenes.{scene}.title')}**",
                    query_params={"name": name, "scene": scene},
                )  # fmt: skip
                st.markdown(f":small[:gray[{within('title')} · {within(f'scenes.{scene}.lead')}]]")
