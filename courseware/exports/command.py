"""Exports for the command line."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from courseware.actions.scores import OPERATOR
from courseware.errors import CoursewareError, Refused
from courseware.exports import filters
from courseware.exports.writing import write
from courseware.words import LANGUAGES, Language, Say


def write_scores(house: Any, kind: str, output: Path, asked: Mapping[str, str | None]) -> int:
    """Write the same bytes as the address does; the file appears whole or not at all. Returns the number of rows.

    `house` has settings, records, words() and clock(). Raises CoursewareError with an English sentence.
    """
    settings, words = house.settings, house.words()
    given = asked.get("lang")
    language: Language = given if given in LANGUAGES else settings.language
    try:
        wanted = filters.read(((name, value) for name, value in asked.items() if value), settings.zone)
        handle, unfinished = mkstemp(dir=output.resolve().parent, prefix=f".{output.name}.")
        try:
            with open(handle, "wb") as file:
                say = Say(language, words)
                rows = write(kind, file, house.records, OPERATOR, wanted, say, settings.zone, house.clock())
            os.replace(unfinished, output)
        except BaseException:
            os.unlink(unfinished)
            raise
    except Refused as refused:
        sentence = Say("en", words)(f"exports.refused.{refused.key}", **refused.values)
        raise CoursewareError(sentence) from refused
    return rows
