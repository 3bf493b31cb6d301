"""What the server promises about itself, on the running server."""

import json
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page

from courseware.settings import ROOT
from tests.browser.conftest import Server
from tests.browser.driving import go


def fetch(url: str, **headers: str) -> tuple[dict[str, str], bytes]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        return {k.lower(): v for k, v in answer.headers.items()}, answer.read()


def test_it_is_ready_and_says_so(server):
    assert json.loads(fetch(server.url + "/readyz")[1]) == {"ready": True, "trouble": []}
    assert fetch(server.url + "/healthz")[1] == b"ok"


def test_static_files_are_sent_compressed_and_kept(server, page: Page):
    sent: dict[str, dict[str, str]] = {}
    page.on("response", lambda answer: sent.update({answer.url: answer.headers}))
    go(page, server.url + "/simulators?name=water&guess=hot")
    page.locator(".main-svg").first.wait_for()
    scripts = {url: headers for url, headers in sent.items() if "/static/js/" in url or "/assets/" in url}
    assert any("plotly" in url for url in scripts)
    big = [headers for headers in scripts.values() if int(headers.get("content-length", 0)) > 5000]
    assert big
    assert all(headers.get("content-encoding") in ("br", "gzip", "zstd") for headers in big)
    assert all("immutable" in headers.get("cache-control", "") for headers in big)


def test_the_page_speaks_the_browsers_language_before_any_script_runs(server):
    headers, body = fetch(server.url + "/", **{"Accept-Language": "en-GB"})
    assert b'<html lang="en">' in body
    assert b"<title>Winning Service</title>" in body
    assert "etag" not in headers
    headers, body = fetch(server.url + "/", **{"Accept-Language": "zh-CN"})
    assert b'<html lang="zh-Hans">' in body
    assert "需要 JavaScript".encode() in body


def test_an_unknown_address_is_our_own_404(server):
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetch(server.url + "/nowhere", **{"Accept-Language": "zh-CN"})
    assert refused.value.code == 404
    assert "没有这个页面".encode() in refused.value.read()


def test_a_missing_asset_is_a_404_and_no_page(server):
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetch(server.url + "/assets/js/nothing.js")
    assert refused.value.code == 404


def test_nothing_is_asked_of_another_machine(server, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/lesson?lesson=water&page=2", "/simulators?name=water&guess=hot", "/sign-in"):
        page.goto(server.url + path)
        page.locator("h1").first.wait_for()
    assert asked
    foreign = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert foreign == []


def test_streamlits_own_command_serves_the_same_application_from_any_folder(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    server = Server(data)
    command = ["-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(server.port)]
    server.start(command)
    try:
        assert json.loads(fetch(server.url + "/readyz")[1])["ready"]
        assert b"ws-punctuation" in fetch(server.url + "/lesson")[1]
    finally:
        server.kill()


def test_a_second_server_over_the_same_file_is_refused_with_a_sentence(server):
    again = Server(server.data)
    with pytest.raises(AssertionError, match="another server already uses"):
        again.start()
