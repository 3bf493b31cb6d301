"""Answer any question on the screen rightly, whatever its kind, as a person would."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from courseware import questions
from courseware.content.models import Quiz
from courseware.pictures import WIDTH
from courseware.questions.numeric.drawing import combinations
from tests.browser.driving import press, settled


def find(page: Page, quiz: Quiz, question_id: str, onward: str = "下一题") -> Any:
    """Turn to a question of a quiz that was just begun; the question with its numbers in place."""
    while (question := shown(page, quiz)).id != question_id:
        press(page, onward)
    return question


def shown(page: Page, quiz: Quiz) -> Any:
    """The question that is on the screen, the first one where there are several."""
    stems = {_plain(told): q for q in _put(quiz) for told in (q.stem.zh, q.stem.en or "")}
    heading = page.locator('[class*="st-key-quiz"] h2').first
    for _ in range(40):  # a page that is being redrawn has no heading for a moment
        if found := stems.get(_plain(heading.inner_text())):
            return found
        page.wait_for_timeout(250)
    raise AssertionError(f"no question of the quiz reads {heading.inner_text()!r}")


def _put(quiz: Quiz) -> Iterator[Any]:
    """Every question, with every combination of numbers that an attempt may draw."""
    for question in quiz.questions:
        if question.places:
            yield from (question.at(values) for values in combinations(question.draw))
        else:
            yield question


def answer(page: Page, quiz: Quiz, language: str = "zh") -> Any:
    """Give the right answer to the question on the screen and wait until it is saved; the question."""
    question = shown(page, quiz)
    key = questions.kind(question.kind).rules.key(question)
    DEEDS[question.kind](page, question, key, language)
    settled(page)
    expect(page.get_by_text("已保存" if language == "zh" else "Saved").first).to_be_visible(timeout=10_000)
    return question


def _plain(text: str) -> str:
    return "".join(text.replace("**", "").split())


def _option(page: Page, text: str) -> Any:
    return page.locator('[class*="st-key-q-"] label').filter(has_text=text.replace("**", "")).first


def _single(page: Page, question: Any, key: Any, language: str) -> None:
    text = next(option.text for option in question.options if option.id == key.choice)
    _option(page, text.told(language)).click()


def _multiple(page: Page, question: Any, key: Any, language: str) -> None:
    for option in question.options:
        if option.id in key.choices:
            _option(page, option.text.told(language)).click()
            settled(page)


def _true_false(page: Page, question: Any, key: Any, language: str) -> None:
    page.locator('[class*="st-key-q-"] label').filter(has=page.locator("input")).nth(0 if key.choice else 1).click()


def _numeric(page: Page, question: Any, key: Any, language: str) -> None:
    box = page.locator('[class*="st-key-q-"] input').first
    box.fill(str(key.value))
    box.press("Enter")


def _matching(page: Page, question: Any, key: Any, language: str) -> None:
    names = {item.id: item.text.told(language).replace("**", "") for item in question.right}
    answered = 0
    for item in page.locator('[class*="st-key-q-"] [data-testid=stSelectbox]').all():
        label = item.locator("input").get_attribute("aria-label") or ""
        left = next((one for one in question.left if _plain(one.text.told(language)) in _plain(label)), None)
        if left is None:  # of another question on the same page
            continue
        item.locator("input").click()
        page.get_by_role("option", name=names[key.pairs[left.id]], exact=True).click()
        settled(page)
        answered += 1
    assert answered == len(question.left)


def _short_answer(page: Page, question: Any, key: Any, language: str) -> None:
    box = page.locator('[class*="st-key-typed-"] input').first
    box.fill(question.term.told(language))
    box.press("Enter")


def _gaps(page: Page, question: Any, key: Any, language: str) -> None:
    for name, gap in question.gaps.items():
        field = page.locator(f'[class*="st-key-gap-"][class*="-{question.id}-{name}"] input').first
        if hasattr(gap, "options"):
            field.click()
            page.get_by_role("option", name=gap.solution(language).replace("**", ""), exact=True).click()
        else:
            field.fill(gap.solution(language))
            field.press("Enter")
        settled(page)


def _sorted_rows(page: Page, items: Any, language: str) -> Any:
    """The rows of the question with these items, though others may be on the page."""
    box = page.locator(".ws-sort")
    for item in items:
        box = box.filter(has_text=item.text.told(language).replace("**", ""))
    return box.first


def _ordering(page: Page, question: Any, key: Any, language: str) -> None:
    rows = _sorted_rows(page, question.items, language)
    for place, name in enumerate(key.order):
        row = rows.locator(f'li[data-id="{name}"]')
        while row.evaluate("row => [...row.parentElement.children].indexOf(row)") > place:
            row.get_by_role("button").first.click()
    settled(page)


def _categorising(page: Page, question: Any, key: Any, language: str) -> None:
    rows = _sorted_rows(page, question.items, language)
    for item in question.items:
        row = rows.locator(f'li[data-id="{item.id}"]')
        if row.locator(".ws-sort-pick").get_attribute("aria-expanded") == "false":
            row.locator(".ws-sort-pick").click()
        row.locator(f'[data-to="{key.placed[item.id]}"]').click()
    settled(page)


DEEDS = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "matching": _matching,
    "short_answer": _short_answer,
    "gaps": _gaps,
    "ordering": _ordering,
    "categorising": _categorising,
}


def _hotspot(page: Page, question: Any, key: Any, language: str) -> None:
    """Press the letters in the picture."""
    picture = page.locator('[class*="st-key-q-"] .ws-ill svg').first
    picture.evaluate("picture => picture.scrollIntoView({ block: 'center' })")  # the foot of the page lies over it
    for spot in question.spots:
        if spot.id in key.choices:
            box = picture.bounding_box()
            assert box
            page.mouse.click(box["x"] + spot.x / WIDTH * box["width"], box["y"] + spot.y / WIDTH * box["width"])
            settled(page)


def _branching(page: Page, question: Any, key: Any, language: str) -> None:
    """Tell the story to its end."""
    place = page.locator('[class*="st-key-tale-"]').first
    for step in question.outcome(key.path).steps:
        place.get_by_role("button", name=step.choice.text.told(language).replace("**", ""), exact=True).click()
        settled(page)


def _simulator_goal(page: Page, question: Any, key: Any, language: str) -> None:
    """Set every open control to the solution: sliders by arrow keys."""
    for control in question.controls:
        wanted = key.values[control.name]
        place = page.locator(f'[class*="-{question.id}-{language}-{control.name}"]').first
        if control.options:
            place.locator("button").nth(control.options.index(wanted)).click()
        elif isinstance(control.default, bool):
            if place.locator("input").is_checked() != (wanted == "true"):
                place.locator("label").click()
        else:
            slider = place.locator("input[type=range]")
            steps = round((int(wanted) - float(slider.input_value())) / control.step)
            for _ in range(abs(steps)):
                slider.press("ArrowRight" if steps > 0 else "ArrowLeft")
        settled(page)


DEEDS |= {"hotspot": _hotspot, "branching": _branching, "simulator_goal": _simulator_goal}
