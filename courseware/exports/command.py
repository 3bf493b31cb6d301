"""Exports for the command line: the same bytes as the addresses give."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO

from courseware.actions.scores import OPERATOR
from courseware.errors import CoursewareError, Refused
from courseware.exports import filters, rooms
from courseware.exports.writing import write
from courseware.progress.room import read_code
from courseware.words import LANGUAGES, Language, Say


def write_scores(house: Any, kind: str, output: Path, asked: Mapping[str, str | None]) -> int:
    """Write the same bytes as the address does; the file appears whole or not at all. Returns the number of rows.

    `house` has settings, records, words() and clock(). Raises CoursewareError with an English sentence.
    """
    zone, records = house.settings.zone, house.records

    def written(file: BinaryIO, say: Say) -> int:
        wanted = filters.read(_given(asked), zone)
        return write(kind, file, records, OPERATOR, wanted, say, zone, house.clock())

    return _whole(house, output, asked, written)


def write_room(house: Any, kind: str, part: rooms.Part, code: str, output: Path, lang: str | None) -> int:
    """The same of one room: a part of it as CSV, both as a workbook."""

    def written(file: BinaryIO, say: Say) -> int:
        zone, now = house.settings.zone, house.clock()
        return rooms.write(kind, part, file, house.records, OPERATOR, read_code(code), say, zone, now)

    return _whole(house, output, {"lang": lang}, written)


def write_rooms(house: Any, kind: str, output: Path, asked: Mapping[str, str | None]) -> int:
    """The same of the rooms of some days."""

    def written(file: BinaryIO, say: Say) -> int:
        zone = house.settings.zone
        wanted = rooms.read(_given(asked), zone)
        return rooms.write_held(kind, file, house.records, OPERATOR, wanted, say, zone, house.clock())

    return _whole(house, output, asked, written)


def _given(asked: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in asked.items() if value]


def _whole(
    house: Any, output: Path, asked: Mapping[str, str | None], written: Callable[[BinaryIO, Say], int]
) -> int:  # fmt: skip
    settings, words = house.settings, house.words()
    given = asked.get("lang")
    language: Language = given if given in LANGUAGES else settings.language
    try:
        handle, unfinished = mkstemp(dir=output.resolve().parent, prefix=f".{output.name}.")
        try:
            with open(handle, "wb") as file:
                rows = written(file, Say(language, words))
            os.replace(unfinished, output)
        except BaseException:
            os.unlink(unfinished)
            raise
    except Refused as refused:
        sentence = Say("en", words)(f"exports.refused.{refused.key}", **refused.values)
        raise CoursewareError(sentence) from refused
    return rows
