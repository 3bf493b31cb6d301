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
        names = simulations.names()
        if name not in names:
            near = get_close_matches(name, names, 1, 0)
            raise ValueError(f"there is no simulator {name!r}; nearest: {near[0] if near else 'none'}")
        return name

    @model_validator(mode="after")
    def _fits(self) -> "Block":
        preset = simulations.simulator(self.name).presets.get(self.preset or "")
        if preset is not None and preset.values["scene"] != self.opening:
            raise ValueError(f"preset {self.preset!r} belongs to scene {preset.values['scene']!r}")
        return self

    @property
    def opening(self) -> str:
        """The scene that is shown."""
        scenes = simulations.simulator(self.name).scenes
        return self.scene if self.scene in scenes else scenes[0]

    @property
    def prediction(self) -> Prediction | None:
        """What the learner commits to first."""
        return simulations.simulator(self.name).model.PREDICTIONS.get(self.part)

    @property
    def part(self) -> str:
        """Where the words of the prediction and of the limits stand."""
        return simulations.simulator(self.name).part(self.opening)

    @property
    def answer(self) -> tuple[str, Mapping[str, object]] | None:
        """The sentence of the predicted case, for print: its key below `sentences.` and its values.

        A story has none.
        """
        simulator = simulations.simulator(self.name)
        if simulator.branching:
            return None
        values = self.prediction.values if self.prediction else {"scene": self.opening}
        return simulator.model.sentence(simulator.model.run(simulator.inputs(values), 1))

    @property
    def address(self) -> str:
        """Where the simulator lives, without the server."""
        return f"/simulators?name={self.name}&scene={self.opening}" + (f"&preset={self.preset}" if self.preset else "")
