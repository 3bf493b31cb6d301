"""The simulators: a gallery, and each on a page of its own whose address reproduces its state."""

import streamlit as st

import simulations
from courseware.blocks.simulator.thumbnails import HEIGHT
from courseware.blocks.simulator.view import play
from courseware.charts.view import draw_thumbnail
from courseware.content.gathered import Place, played
from courseware.screens.frame import head
from courseware.screens.visit import Visit
from courseware.words import markdown

COLUMNS = 3


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
    """A gallery in the order of the course: each simulator by its living thumbnail, its scenes, where it is taught."""
    say = visit.say
    head(visit, say("frame.simulators"))
    st.title(say("simulators.title"), anchor=False)
    st.markdown(f":gray[{say('simulators.lead')}]")
    places = played(visit.library)
    names = sorted(simulations.names(), key=lambda name: list(places).index(name) if name in places else len(places))
    for first in range(0, len(names), COLUMNS):
        for column, name in zip(st.columns(COLUMNS, gap="large"), names[first : first + COLUMNS], strict=False):
            with column, st.container(key=f"sim-card-{name}", gap="xsmall"):
                _card(visit, name, places.get(name))


def _card(visit: Visit, name: str, place: Place | None) -> None:
    within = visit.say.within(f"simulations.{name}")
    draw_thumbnail(f"/thumbnail/{name}?look={'dark' if visit.dark else 'light'}-page", HEIGHT, key=f"thumb-{name}")
    st.markdown(f"### {markdown(within('title'))}")
    for scene in simulations.simulator(name).scenes:
        if within.has(f"scenes.{scene}.title"):  # a story that cannot be read has none
            st.page_link(
                visit.pages["simulators"], label=markdown(within(f"scenes.{scene}.title")),
                query_params={"name": name, "scene": scene},
            )  # fmt: skip
    if place:
        told = visit.say("simulators.taught", n=place.number, title=visit.library.lessons[place.lesson].title)
        st.page_link(
            visit.pages["lesson"], label=f":small[:gray[{markdown(told)}]]",
            query_params={"lesson": place.lesson, "page": str(place.page)},
        )  # fmt: skip
