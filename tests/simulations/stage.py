"""What every test of simulators needs: their words, looks, and how to try them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import Any

import simulations
from courseware.blocks import Stage
from courseware.blocks.lines import rich
from courseware.content import gathered
from courseware.look import look
from courseware.words import Language, Say, Text
from simulations import Control, Look, Simulator
from simulations.stories import Choice
from tests.course import library

SCENES = [(name, scene) for name in simulations.names() for scene in simulations.simulator(name).scenes]
SLIDERS = [(name, scene) for name, scene in SCENES if not simulations.simulator(name).branching]
STORIES = [(name, scene) for name, scene in SCENES if simulations.simulator(name).branching]
LOOKS = {
    "page": look(False),
    "dark": look(True),
    "phone": look(False, 15, True),
    "slide": look(False, 28),
    "dark slide": look(True, 28),
}


@lru_cache(1)
def corrections() -> dict[str, tuple[Text, Text]]:
    """Every correction that a lesson shows."""
    return {one.erratum: (one.right, one.printed) for one in gathered.corrections(library())}


def words() -> Mapping[str, Text]:
    """Every word of the product, as its own reader finds them."""
    return library().words


def say(name: str, language: Language = "zh") -> Say:
    """Says the words of a simulator."""
    return Say(language, words()).within(f"simulations.{name}")


def stage(
    place: str = "water-bowls-0", language: Language = "zh", both: bool = False, size: Look | None = None
) -> Stage:
    """A place on a page."""
    told = Say(language, words(), both)
    return Stage(
        place=place, say=told, told=lambda text: told(text), picture=lambda name: "", claims=library().claims,
        corrections=corrections(), stories=library().stories, linked=lambda text: rich(told(text)),
        look=size or look(False),
    )  # fmt: skip


def corners(control: Control) -> list[Any]:
    """The values at which a control is likeliest to surprise."""
    if control.options:
        return list(control.options)
    if isinstance(control.default, bool):
        return [False, True]
    return [control.low, control.default, control.high]


def trials(simulator: Simulator, scene: str, more: int = 60) -> Iterator[dict[str, Any]]:
    """Inputs of a scene: the defaults, each control at its limits, presets, predictions, and random ones."""
    if simulator.branching:
        yield from _tellings(simulator, scene, more)
        return
    controls = simulations.controls(simulator.model.Inputs, scene)
    yield {"scene": scene}
    for control in controls:
        for value in corners(control):
            yield {"scene": scene, control.name: value}
    for known in (*simulator.model.PRESETS.values(), *simulator.model.PREDICTIONS.values()):
        if known.values["scene"] == scene:
            yield dict(known.values)
    chance = Random(f"{simulator.name}:{scene}")
    for _ in range(more):
        yield {"scene": scene} | {control.name: _anywhere(control, chance) for control in controls}


def _tellings(simulator: Simulator, scene: str, more: int) -> Iterator[dict[str, Any]]:
    """A story at every length: always the first choice, always the last, what does most and least, and by chance."""
    story, chance = library().stories[simulator.name][scene], Random(f"{simulator.name}:{scene}")
    best = simulator.best(scene, story)

    def walked(pick: Callable[[int, Sequence[Choice]], str]) -> Iterator[dict[str, Any]]:
        path: tuple[str, ...] = ()
        while True:
            given = {"scene": scene, "story": story, "path": path}
            yield given
            now = simulator.model.run(simulator.inputs(given), 1).now
            if now is None:
                return
            path = (*path, pick(len(path), now.choices))

    def nearly(n: int, choices: Sequence[Choice]) -> str:
        known = {choice.id for choice in choices}
        good = best[n] if n < len(best) and best[n] in known else choices[0].id
        return good if chance.random() < 0.8 else chance.choice(choices).id

    yield from walked(lambda n, choices: choices[0].id)
    yield from walked(lambda n, choices: choices[-1].id)
    yield from ({"scene": scene, "story": story, "path": best[:n]} for n in range(len(best) + 1))
    for n, moment in enumerate(story.moments):  # the best, but for one choice
        for choice in moment.choices:
            yield {"scene": scene, "story": story, "path": (*best[:n], choice.id, *best[n + 1 :])}
    for _ in range(more // 20):  # each is a dozen cases
        yield from walked(nearly)
        yield from walked(lambda n, choices: chance.choice(choices).id)


def _anywhere(control: Control, chance: Random) -> Any:
    if control.options or isinstance(control.default, bool) or control.low is None or control.high is None:
        return chance.choice(corners(control))
    step = control.step or 1
    value = control.low + step * chance.randint(0, int((control.high - control.low) / step))
    return type(control.default)(value)
