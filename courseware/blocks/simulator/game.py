"""A simulator's scene at one place of a page, and everything its inputs show. Made once, looked up ever after."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import simulations
from courseware.blocks import BlockBase, Stage
from courseware.blocks.lines import claims_line, origin_line, rich, small
from courseware.charts.playing import SEED, Shown, Voice, following, shape, shown, sliders
from courseware.words import Say, markdown
from simulations import Control, Prediction, Simulator, Statement
from simulations.stories import Story


@dataclass(frozen=True, eq=False)
class Game:
    """One scene of a simulator at one place.

    `address` keeps values in the page's address; `alone` stands on a page without a title and sources of its own;
    `presets` are those of the scene, the one asked for (`preset`) first. `story` is what a branching simulator plays.
    """

    simulator: Simulator
    scene: str
    stage: Stage
    address: bool
    alone: bool
    preset: str | None
    presets: tuple[str, ...]
    story: Story | None = None

    @cached_property
    def key(self) -> str:
        """End of every key on the page."""
        return re.sub(r"[^A-Za-z0-9]+", "-", f"{self.stage.place}-{self.simulator.name}-{self.scene}")

    @cached_property
    def part(self) -> str:
        """Where the scene's deck statement, prediction and goal are found."""
        return self.simulator.part(self.scene)

    @cached_property
    def words(self) -> Say:
        """The simulator's words."""
        return self.stage.say.within(f"simulations.{self.simulator.name}")

    @cached_property
    def captions(self) -> Say:
        """The words around every simulator."""
        return self.stage.say.within("blocks.simulator")

    @cached_property
    def prediction(self) -> Prediction | None:
        """What to commit to first."""
        return self.simulator.model.PREDICTIONS.get(self.part)

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """The controls of the scene; the first few stand open."""
        return () if self.story else simulations.controls(self.simulator.model.Inputs, self.scene)

    @cached_property
    def start(self) -> dict[str, Any]:
        """Values at the beginning: the predicted case, else the preset, else the defaults. A story starts unchosen."""
        if self.simulator.branching:
            return {"path": ()}
        return self.values(self.prediction.values) if self.prediction else self.case(self.preset)

    def case(self, preset: str | None) -> dict[str, Any]:
        """Values of a preset; the defaults where there is none."""
        return self.values(self.simulator.presets[preset].values if preset else {})

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A value for every control of the scene: the given ones, defaults for the others."""
        return {control.name: given.get(control.name, control.default) for control in self.controls}

    def widget(self, control: Control) -> str:
        """Key of a control's widget. In the address it is the parameter's name; labels of choices are in its value."""
        if control.options:
            return f"sim-{self.key}-{control.name}-{self.stage.say.language}"
        return control.name if self.address else f"sim-{self.key}-{control.name}"

    def shape(self, control: Control) -> str:
        """A slider's value with its unit, as a format of C's printf."""
        return shape(control, self.stage.say)

    def shown(self, values: Mapping[str, Any], seed: int) -> Shown:
        """What these values show; raises pydantic.ValidationError for values beyond their limits."""
        story = {"story": self.story} if self.story else {}
        inputs: Any = self.simulator.inputs({"scene": self.scene} | dict(values) | story)
        return shown(self.simulator.name, inputs, seed, Voice(self.words), self.stage.look)

    def live(self, values: Mapping[str, Any], seed: int) -> dict[str, Any] | None:
        """How the chart follows the sliders by itself; a story has none."""
        if self.simulator.branching:
            return None
        places = {control.name: self.widget(control) for control in sliders(self.controls)}
        shown_now = {"scene": self.scene} | dict(values)
        desk = f"sim-controls-{self.key}"
        return following(self.simulator.name, shown_now, seed, self.stage.say, self.stage.look, desk, places)

    def verdict(self, guess: str, outcome: Any = None) -> str:
        """What became of a guess, as Markdown; nothing where nothing was to be guessed.

        The guess is about `outcome`, or else about the case that was to be predicted.
        """
        if self.prediction is None:
            return ""
        words = self.words.within(f"predictions.{self.part}")
        if outcome is None:
            outcome = self.simulator.model.run(self.simulator.inputs(self.prediction.values), SEED)
        hit = self.prediction.truth(outcome) == guess
        told = markdown(self.captions("hit" if hit else "miss", guess=words(f"options.{guess}")))
        reply = f" {markdown(words(f'replies.{guess}'))}" if words.has(f"replies.{guess}") else ""
        return f"{':green[:material/check:] ' if hit else ''}{told}{reply}"

    def notes(self) -> str:
        """The limits of the model and, on a page of its own, what the decks say, as Markdown."""
        limits = f"limits.{self.scene}"
        lines = [small(markdown(self.words(limits if self.words.has(limits) else "limits")))]
        if self.alone and self.stage.look.size < 28:  # a slide has its own sources
            lines += self._decks(self.simulator.model.DECKS[self.part])
        return "  \n".join(lines)

    def _decks(self, statement: Statement) -> Iterator[str]:
        """What the decks say with its source, what is wrong there, and what is known of its origin."""
        origin = BlockBase(sources=statement.sources, editors=True)
        said = self.captions("deck", said=self.words(f"decks.{self.part}"))
        yield small(markdown(self.stage.say("blocks.beside", a=said, b=origin_line(origin, self.stage.say))))
        for erratum in statement.errata:
            right, printed = self.stage.corrections[erratum]
            told = self.captions("corrected", erratum=erratum, right=right, printed=printed)
            yield f":small[:yellow[:material/edit_note: {rich(told)}]]"
        if known := claims_line([origin], self.stage.claims, self.stage.say):
            yield small(f"[{self.stage.say('lesson.known')}](/known) {rich(known)}")


def table(game: Game, outcome: Any) -> tuple[str, bytes]:
    """The numbers of an outcome: a Markdown table, and a CSV file that spreadsheets open with its Chinese intact."""
    say = game.words
    columns, rows = game.simulator.model.rows(outcome)
    heads = [say(f"columns.{column}") for column in columns]
    cells = [["—" if c is None else say(c) if isinstance(c, str) else say.number(c) for c in row] for row in rows]
    ruler = ["--:" if any(not isinstance(row[n], str) for row in rows) else ":--" for n in range(len(heads))]
    lines = [[markdown(head) for head in heads], ruler, *([markdown(cell) for cell in line] for line in cells)]
    file = io.StringIO()
    csv.writer(file).writerows([heads, *([say(c) if isinstance(c, str) else c for c in row] for row in rows)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines), file.getvalue().encode("utf-8-sig")
