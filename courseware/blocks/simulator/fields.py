"""What an author writes to put a simulator on a page."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import ClassVar, Literal

from pydantic import Field, field_validator, model_validator

import simulations
from courseware.blocks import BlockBase
from simulations import Prediction


class Block(BlockBase):
    """A simulator by name, opened at a scene (the first, if none is named)."""

    interactive: ClassVar[bool] = True

    kind: Literal["simulator"]
    name: str = Field(description="a folder of simulations/")
    scene: str | None = Field(None, description="a scene of the simulator; its first, if none is named")
    preset: str | None = Field(None, description="the case offered first, and where Reset returns to")

    @field_validator("name")
    @classmethod
    def _exists(cls, name: str) -> str:
        return _known("simulator", name, simulations.names())

    @model_validator(mode="after")
    def _fits(self) -> "Block":
        model = simulations.simulator(self.name).model
        scene = self.opening
        if self.scene is not None:
            _known("scene", self.scene, model.SCENES)
        if self.preset is not None:
            fitting = [name for name, preset in model.PRESETS.items() if preset.values["scene"] == scene]
            _known("preset", self.preset, fitting)
        return self

    @property
    def opening(self) -> str:
        """The scene that is shown."""
        return self.scene or simulations.simulator(self.name).scenes[0]

    @property
    def prediction(self) -> Prediction | None:
        """What the learner commits to first."""
        return simulations.simulator(self.name).model.PREDICTIONS.get(self.opening)

    @property
    def answer(self) -> tuple[str, Mapping[str, object]]:
        """The sentence of the predicted case, for print: its key below `sentences.` and its values."""
        simulator = simulations.simulator(self.name)
        values = self.prediction.values if self.prediction else {"scene": self.opening}
        return simulator.model.sentence(simulator.model.run(simulator.inputs(values), 1))

    @property
    def address(self) -> str:
        """Where the simulator lives, without the server."""
        return f"/simulators?name={self.name}&scene={self.opening}" + (f"&preset={self.preset}" if self.preset else "")


def _known(what: str, found: str, names: tuple[str, ...] | list[str]) -> str:
    if found not in names:
        near = get_close_matches(found, names, 1, 0)
        raise ValueError(f"there is no {what} {found!r}; nearest: {near[0] if near else 'none'}")
    return found
