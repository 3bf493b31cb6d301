"""The pages to look things up on: served whole, open to guests, in both languages, and safe from what people type."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from courseware.reference.routes import routes
from courseware.settings import ROOT, Settings
from tests.course import library

LIBRARY = library()
assert LIBRARY.sources
SOURCES = LIBRARY.sources


@pytest.fixture(scope="module")
def client():
    house: Any = SimpleNamespace(library=LIBRARY, settings=Settings(content_dir=ROOT))
    return TestClient(Starlette(routes=routes(house)), headers={"Accept-Language": "zh-CN"})


def text(client, path, language="zh"):
    answer = client.get(path, params={"lang": language})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("path", ["/glossary", "/sources", "/known"])
def test_a_page_has_no_chinese_left_in_english_but_where_it_is_meant(client, path):
    html = text(client, path, "en")
    html = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>', "", html)
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    assert not re.findall(r"[\u4e00-\u9fff]+", html.split("<body>")[1])


def test_every_correction_of_the_course_stands_on_the_page_of_sources(client):
    shown = set(re.findall(r'id="(E-\d\d)"', text(client, "/sources")))
    assert shown == {name for name, items in SOURCES.errata.items() if items}


def test_every_deck_stands_on_the_page_of_sources(client):
    for language in ("zh", "en"):
        html = text(client, "/sources", language)
        for deck in SOURCES.decks.values():
            assert deck.title.told(language) in html


def test_every_claim_stands_with_what_is_known_and_where_it_is_taught(client):
    html = text(client, "/known")
    for name, claim in LIBRARY.claims.items():
        section = html.split(f'id="{name}"')[1].split("</section>")[0]
        assert f"ws-origin-{claim.status}" in html
        assert claim.known.zh[:20] in section
        assert "/lesson?lesson=" in section, name


def test_every_term_has_an_anchor_and_a_lesson(client):
    html = text(client, "/glossary")
    for name, term in LIBRARY.glossary.items():
        entry = html.split(f'<div id="{name}">')[1].split("</div>")[0]
        assert term.term.en in entry
        assert f"lesson={term.lesson}" in entry


def test_a_search_leads_to_the_page_that_teaches_it(client):
    html = client.get("/glossary", params={"q": "冷热水效应"}).text
    assert "/lesson?lesson=water" in html


def test_what_is_typed_into_the_search_stays_text(client):
    html = client.get("/glossary", params={"q": '<script>alert(1)</script>"口碑'}).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_search_that_finds_nothing_says_so_and_shows_the_terms(client):
    html = client.get("/glossary", params={"q": "zzzzqqq"}).text
    assert "没有找到" in html
    assert html.count("<dt>") == len(LIBRARY.glossary)
