"""One number that the page is about."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, field_validator

from courseware.blocks import BlockBase
from courseware.words import LANGUAGES, Text

LONGEST = 24
_NUMBER = re.compile(r"^([^\s%℃°\w]*[\d.,]+)(.*)$", re.S)


def _both(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


class Block(BlockBase):
    """`value`: a short text, or one string for both languages, such as `"{total}"`."""

    kind: Literal["key_figure"]
    value: Annotated[Text, BeforeValidator(_both, json_schema_input_type=Text | str)]
    label: Text
    note: Text | None = None

    @field_validator("value")
    @classmethod
    def _is_short(cls, value: Text) -> Text:
        for language in LANGUAGES:
            if len(value.told(language)) > LONGEST:
                raise ValueError(f"a key figure has at most {LONGEST} characters; the rest belongs in label or note")
        return value

    @staticmethod
    def parted(told: str) -> tuple[str, str]:
        """The number and what follows it: "82" and "%", "6000" and " 万元"; a text without a number is all number."""
        found = _NUMBER.match(told)
        return (found[1], found[2].rstrip()) if found else (told, "")
