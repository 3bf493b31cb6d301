"""axe-core finds nothing serious on any page, and the keyboard reaches what the mouse does."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import simulations
from tests.browser.driving import go, press, settled, sign_in

STREAMLITS_OWN = {"landmark-unique", "region"}  # its header and main are not ours to change


def serious(page: Page) -> list[str]:
    """Violations of weight, with the elements they were found on."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['help']}: {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical") and v["id"] not in STREAMLITS_OWN
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/", "/lesson?lesson=levels&page=1", "/lesson?lesson=home-visit&page=2", "/lesson?lesson=trust&page=6",
        "/review", "/simulators", "/simulators?name=water", "/quiz?quiz=water", "/sign-in", "/register", "/nowhere",
    ],
)  # fmt: skip
def test_a_page_has_no_serious_fault(server, page: Page, path: str):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(server.url + path)
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(700)
        assert serious(page) == [], scheme


@pytest.mark.parametrize("name", simulations.names())
def test_a_simulator_that_has_been_played_has_no_serious_fault(server, page: Page, name):
    go(page, f"{server.url}/simulators?name={name}")
    page.locator('[class*="st-key-sim-ask"] button').first.click()
    page.locator(".js-plotly-plot").first.wait_for()
    settled(page)
    assert serious(page) == []


def test_a_quiz_under_way_and_its_result_have_no_serious_fault(server, page: Page):
    go(page, server.url + "/quiz?quiz=trust")
    press(page, "先练一练")
    press(page, "全部一页")
    assert serious(page) == []
    press(page, "交卷")
    press(page, "确定交卷")
    assert serious(page) == []


def test_hrs_table_the_people_and_the_slides_have_no_serious_fault(server, page: Page):
    for path, role in (
        ("/hr", "hr"), ("/regrade?quiz=water", "hr"), ("/allowances", "hr"), ("/people", "admin"), ("/account", "hr"),
        ("/present/water", "trainer"),
        ("/statistics", "trainer"), ("/statistics?quiz=customers", "trainer"),
    ):  # fmt: skip
        page.context.clear_cookies()
        account = server.accounts[role]
        sign_in(page, server.url, account[0], account[1])
        page.goto(server.url + path)
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(700)
        assert serious(page) == [], path
