"""Simulators in a real browser: by keyboard alone, on a phone, without the chart library, and never a flicker."""

import re

import pytest
from playwright.sync_api import Page, expect

import simulations
from tests.browser.driving import go, settled

WATER = "/simulators?name=water&scene=service&guess=a"
STEADY = """() => {
  window.bare = 0
  const look = () => {
    if (!document.querySelector('.ws-chart .main-svg')) window.bare += 1
    requestAnimationFrame(look)
  }
  look()
}"""


def sentence(page: Page) -> str:
    """The sentence under the figure."""
    return page.locator('[class*="st-key-sim-say-"] strong').first.inner_text()


def figure(page: Page) -> str:
    """What the figure says to a screen reader."""
    return str(page.locator(".ws-chart").get_attribute("aria-label"))


def drawn(page: Page) -> None:
    """Wait for the figure."""
    page.locator(".ws-chart .main-svg").first.wait_for(timeout=30_000)
    settled(page)


def test_a_simulator_is_predicted_and_played_by_keyboard_alone(server, page: Page):
    go(page, server.url + "/simulators?name=water&scene=service")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[class*=\"-guess-\"]') !== null"):
            break
    page.keyboard.press("Enter")
    drawn(page)
    before = sentence(page), figure(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type === 'range'"):
            break
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator('[class*="st-key-sim-say-"] strong').first).not_to_have_text(before[0], timeout=10_000)
    expect(page.locator(".ws-chart")).not_to_have_attribute("aria-label", before[1])  # comes after the sentence


def test_a_story_is_played_by_keyboard_alone_and_taken_back(server, page: Page):
    go(page, server.url + "/simulators?name=home_visit&scene=washer&guess=few")
    drawn(page)
    first = page.locator('[class*="-choice-0-"] button').first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator('[class*="st-key-sim-last-"]')).to_be_visible(timeout=10_000)
    expect(page).to_have_url(re.compile("path=both"))
    page.get_by_role("button", name="退回一步").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[class*="st-key-sim-last-"]')).to_have_count(0, timeout=10_000)


def test_the_figure_stays_while_a_slider_moves_and_ends_where_the_words_end(server, page: Page):
    go(page, server.url + WATER)
    drawn(page)
    page.evaluate(STEADY)
    slider = page.locator("input[type=range]").first
    start, step = int(slider.input_value()), int(str(slider.get_attribute("step")))
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(40)
    settled(page)
    value = slider.input_value()
    assert int(value) == start - 8 * step, "every press counts, also the quick ones after a preset was left"
    assert page.evaluate("window.bare") == 0, "the figure was away for a moment"
    assert value in figure(page)
    shown = page.evaluate("JSON.stringify(document.querySelector('.ws-chart').layout.annotations)")
    fresh = page.context.new_page()
    go(fresh, page.url)
    drawn(fresh)
    assert fresh.evaluate("JSON.stringify(document.querySelector('.ws-chart').layout.annotations)") == shown
    assert sentence(fresh) == sentence(page), "the address reproduces the state"


def test_without_the_chart_library_the_figure_is_told_in_words(server, page: Page):
    page.route("**/plotly-basic*", lambda route: route.abort())
    go(page, server.url + WATER)
    told = page.locator(".ws-chart")
    expect(told).to_contain_text("48", timeout=20_000)
    assert told.inner_text() == figure(page)


@pytest.mark.browser_context_args(
    viewport={"width": 390, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN",
    user_agent="Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36",
)  # fmt: skip
def test_on_a_phone_the_figure_comes_before_the_controls_and_nothing_is_wider_than_the_screen(server, page: Page):
    go(page, server.url + WATER)
    drawn(page)
    chart = page.locator(".ws-chart").bounding_box()
    controls = page.locator('[class*="st-key-sim-controls-"]').bounding_box()
    assert chart
    assert controls
    assert chart["y"] + chart["height"] <= controls["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for slider in page.locator('[class*="st-key-sim-controls-"] [role=group]').all():
        box = slider.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


SMALL = """() => [...document.querySelectorAll('.ws-chart text')].filter(text => text.textContent.trim())
  .map(text => parseFloat(getComputedStyle(text).fontSize)).filter(size => size < 27.9)"""
ANOTHER = """async address => {
  const { figure } = await (await fetch(address)).json()
  const { data, layout } = JSON.parse(figure)
  const box = document.querySelector('.ws-chart')
  await Plotly.react(box, data, { ...layout, height: 700, autosize: true }, { displayModeBar: false, responsive: true })
}"""


def test_every_simulator_opens_on_a_slide_and_the_words_of_every_scene_are_large(server, page: Page):
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.set_viewport_size({"width": 1920, "height": 1080})
    for name in simulations.names():
        simulator = simulations.simulator(name)
        first = simulator.scenes[0]
        guess = simulator.model.PREDICTIONS[simulator.part(first)].options[0]
        page.goto(f"{server.url}/simulators?name={name}&scene={first}&guess={guess}&view=slide&embed=true")
        drawn(page)
        assert not page.evaluate(SMALL), (name, first)
        for scene in () if simulator.branching else simulator.scenes[1:]:  # a story has one figure
            page.evaluate(ANOTHER, f"/figure/{name}?scene={scene}&look=light-slide")
            assert not page.evaluate(SMALL), (name, scene)
    assert not trouble


@pytest.mark.browser_context_args(viewport={"width": 1366, "height": 768}, locale="zh-CN", reduced_motion="reduce")
def test_thumbnails_stand_still_for_who_wants_no_motion(server, page: Page):
    go(page, server.url + "/simulators")
    page.locator(".ws-thumb .main-svg").nth(3).wait_for(timeout=30_000)
    card = page.locator('[class*="st-key-sim-card-"]').first
    before = card.locator(".ws-thumb").inner_html()
    card.hover()
    page.wait_for_timeout(1200)
    assert card.locator(".ws-thumb").inner_html() == before


def test_a_thumbnail_plays_when_it_is_pointed_at_and_comes_back(server, page: Page):
    go(page, server.url + "/simulators")
    page.locator(".ws-thumb .main-svg").nth(3).wait_for(timeout=30_000)
    card = page.locator('[class*="st-key-sim-card-"]').first
    shapes = "() => JSON.stringify(document.querySelector('.ws-thumb').layout.shapes)"
    before = page.evaluate(shapes)
    card.hover()
    page.wait_for_function(f"before => ({shapes})() !== before", arg=before, timeout=5_000)
    page.wait_for_function(f"before => ({shapes})() === before", arg=before, timeout=15_000)
