"""One term, one translation, everywhere: the glossary is the authority, and strays are found."""

import re
from collections.abc import Iterator

import pytest
import yaml

from courseware.settings import ROOT
from tests.course import library

LIBRARY = library()
STRICT = (
    "word-of-mouth", "lifetime-value", "churn-rate", "service-recovery", "moment-of-truth",
    "value-added-service", "five-times-table", "total-customer-value", "total-customer-cost",
    "hot-cold-water", "silent-customer",
)  # fmt: skip
"""Terms that are always said in full, in both languages. Others may be said shorter where the page has named them."""


def texts() -> Iterator[tuple[str, str, str]]:
    """File, Chinese and English of every text of lessons, quizzes and claims."""
    for path in [*ROOT.glob("lessons/*.yaml"), *ROOT.glob("quizzes/*.yaml")]:
        if path.stem in ("glossary", "sources"):
            continue
        stack = [yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)]
        while stack:
            node = stack.pop()
            if isinstance(node, dict) and set(node) == {"zh", "en"} and isinstance(node["zh"], str):
                yield path.name, node["zh"].replace("**", ""), node["en"].replace("**", "").replace("-", " ").lower()
            elif isinstance(node, dict | list):
                stack.extend(node.values() if isinstance(node, dict) else node)


TEXTS = list(texts())


def test_no_two_terms_share_a_name():
    names = [form for term in LIBRARY.glossary.values() for form in (term.term.zh, *term.also.zh)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", STRICT)
def test_a_term_has_one_translation_everywhere(name):
    term = LIBRARY.glossary[name]
    longer = [t.term.zh for t in LIBRARY.glossary.values() if term.term.zh in t.term.zh and t is not term]
    english = [form.lower().replace("-", " ") for form in (term.term.en or "", *term.also.en)]
    strays = []
    for file, zh, en in TEXTS:
        for other in longer:
            zh = zh.replace(other, "")
        if term.term.zh in zh and not any(re.search(rf"\b{re.escape(form)}", en) for form in english):
            strays.append(f"{file}: {zh[:60]} | {en[:90]}")
    assert not strays, "\n".join(strays)


def test_nothing_the_glossary_avoids_is_said():
    assert not [problem for problem in LIBRARY.problems if "the glossary says" in problem.message]
