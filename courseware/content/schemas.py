"""JSON Schemas for editors, made from the models; `make schemas` writes them, a test fails when they are stale."""

import json
from pathlib import Path

from courseware.content.models import Claims, Course, Glossary, Lesson, Quiz, Sources
from courseware.settings import ROOT
from simulations.experiments import Experiment
from simulations.stories import Story

FOLDER = ROOT / "assets/schemas"
_MODELS = {
    "claims": Claims, "course": Course, "experiment": Experiment, "glossary": Glossary, "lesson": Lesson, "quiz": Quiz,
    "sources": Sources, "story": Story,
}  # fmt: skip


def schemas() -> dict[Path, str]:
    """Path → text of every schema as it should be."""
    made = {}
    for name, model in _MODELS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        made[FOLDER / f"{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return made
