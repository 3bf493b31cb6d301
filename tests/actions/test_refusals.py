"""Every refusal has its sentence."""

import re
from typing import Any

from courseware.content.reader import read_file
from courseware.settings import ROOT
from courseware.words import LANGUAGES, Text

RAISED = re.compile(r'\b(?:Refused|Forbidden|Missing|Stale)\(\s*"([a-z-]+)"')
SOURCES = {path: path.read_text("utf-8") for path in ROOT.glob("courseware/**/*.py")}


def words(name: str) -> dict[str, Any]:
    document, problem = read_file(ROOT / name, ROOT)
    assert document, problem
    return document.data


def sentences() -> dict[str, Text]:
    return {key: Text.model_validate(told) for key, told in words("assets/words/refusals.yaml").items()}


def worded_by_features() -> set[str]:
    found: set[str] = set()
    for path in ROOT.glob("courseware/*/words.yaml"):
        found |= set(words(path.relative_to(ROOT).as_posix()).get("refused", {}))
    return found


def test_every_key_that_is_raised_has_a_sentence():
    ours = set(sentences())
    for path, source in SOURCES.items():
        for key in RAISED.findall(source):
            assert key in ours | worded_by_features(), f"{path.name}: {key}"


def test_what_records_and_screens_refuse_is_worded_for_every_page():
    for path, source in SOURCES.items():
        if {"records", "screens"} & set(path.parts) or path.name in ("quizzes.py", "study.py", "people.py", "demo.py"):
            assert set(RAISED.findall(source)) <= set(sentences()), path.name


def test_no_sentence_is_left_over():
    code = "\n".join(SOURCES.values())
    for key in sentences():
        assert re.search(rf"\b{key}\b", code), key


def test_both_languages_say_the_same():
    for key, text in sentences().items():
        assert text.en, key
        assert text.places("zh") == text.places("en"), key
        for language in LANGUAGES:
            assert text.told(language).rstrip("。.") != text.told(language), f"{key} is no sentence"
