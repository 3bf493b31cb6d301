"""First pass of checking: does a document have the shape of its model? All problems of a file at once."""

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from courseware.content.reader import Document, Path_, Problem, dotted

M = TypeVar("M", bound=BaseModel)


def fit(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """The document as a `model`, or the problems that keep it from being one."""
    if not isinstance(document.data, dict):
        return None, [Problem(document.file, 1, "", "expected keys and values at the top of the file")]
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A list whose entries are broken counts as too short as well: only the broken entries are worth reading.
        inside = {e["loc"][:n] for e in errors for n in range(len(e["loc"]))}
        told = [e for e in errors if not (e["type"] == "too_short" and e["loc"] in inside)]
        problems = [_problem(document, item, model) for item in told]
        return None, sorted(set(problems))


def _problem(document: Document, error: Any, model: type[BaseModel]) -> Problem:
    path = _real(document.data, error["loc"])
    kind, message, context = error["type"], error["msg"], error.get("ctx", {})
    found = error.get("input")
    if kind == "missing":
        name = str(error["loc"][-1])
        return Problem(document.file, document.line(path), dotted((*path, name)), f"`{name}` is missing")
    if kind == "extra_forbidden":
        known = _siblings(model, error["loc"])
        near = difflib.get_close_matches(str(path[-1]), known, 1, 0.5)
        hint = f"; did you mean `{near[0]}`?" if near else f"; known here: {', '.join(sorted(known))}" if known else ""
        return Problem(document.file, document.line(path), dotted(path), f"unknown key{hint}")
    if kind == "union_tag_invalid":
        known = [tag.strip("' ") for tag in str(context.get("expected_tags", "")).split(",")]
        near = difflib.get_close_matches(str(context.get("tag")), known, 1, 0.4)
        hint = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(known)}"
        where = (*path, "kind")
        return Problem(
            document.file, document.line(where), dotted(where), f"no kind is called {context.get('tag')!r}{hint}"
        )
    if kind == "union_tag_not_found":
        return Problem(document.file, document.line(path), dotted((*path, "kind")), "`kind` is missing")
    if kind == "model_type" or kind.endswith("_type"):
        message = f"expected {_wanted(kind, message)}, found {_shown(found)}"
    else:
        message = message.removeprefix("Value error, ")
        if isinstance(found, str) and kind != "value_error":
            message += f", found {_shown(found)}"
    return Problem(document.file, document.line(path), dotted(path), message)


def _wanted(kind: str, message: str) -> str:
    return {
        "model_type": "a mapping (for a text: {zh: …, en: …})",
        "string_type": "a text",
        "list_type": "a list",
        "tuple_type": "a list",
        "dict_type": "keys and values",
    }.get(kind, message)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _real(data: Any, loc: tuple[str | int, ...]) -> Path_:
    """Drop from a pydantic location what is not in the file: tags of unions, and `[key]`."""
    path: list[str | int] = []
    here: Any = data
    tag: Any = None  # the kind of the mapping just entered: pydantic names it next
    for part in loc:
        if tag is not None and part == tag:
            tag = None
        elif isinstance(here, list | dict) and part in (here if isinstance(here, dict) else range(len(here))):
            path.append(part)
            here = here[part]  # pyright: ignore[reportArgumentType, reportCallIssue]
            tag = here.get("kind") if isinstance(here, dict) else None
    return tuple(path)


def _siblings(model: Any, loc: tuple[str | int, ...]) -> list[str]:
    """Names of the fields of the model in which the unknown key at `loc` stands."""
    schema = _schema(model)
    here: Any = schema
    for part in loc[:-1]:
        here = _resolved(schema, here)
        if isinstance(part, int):
            here = here.get("items", {})
        elif part in here.get("properties", {}):
            here = here["properties"][part]
        elif "discriminator" in here and part in here["discriminator"]["mapping"]:
            here = {"$ref": here["discriminator"]["mapping"][part]}
        elif isinstance(here.get("additionalProperties"), dict):
            here = here["additionalProperties"]
    return list(_resolved(schema, here).get("properties", {}))


def _resolved(schema: Any, node: Any) -> Any:
    while True:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node and "properties" not in node:
            node = next((o for o in node["anyOf"] if o.get("type") != "null"), {})
        else:
            return node


_SCHEMAS: dict[Any, Any] = {}


def _schema(model: Any) -> Any:
    if model not in _SCHEMAS:
        _SCHEMAS[model] = model.model_json_schema()
    return _SCHEMAS[model]
