"""The room as the simulator: phones set sliders, projector and console see the points of all."""

import asyncio
import json
import re
from random import Random
from typing import Any

import pytest

from courseware.errors import Missing, Unreadable
from courseware.progress.room import Put
from courseware.workshops import cloud, phone, putting, ranking
from courseware.workshops.polled import controls, revive
from tests.workshops.house import Leader, Line, Member, Site, library
from tests.workshops.test_polled import SEED, plain, poll, shown, told


def places() -> list[tuple[str, int, int]]:
    """Every block of the course whose simulator suits a room: lesson, page from 1, block from 0."""
    return [
        (name, n, b)
        for name, lesson in library().lessons.items()
        for n, page in enumerate(lesson.pages, 1)
        for b, block in enumerate(page.blocks)
        if controls.suits(block)
    ]


def puts() -> dict[str, Put]:
    found = [putting.by_place(library(), *place, SEED, "controls") for place in places()]
    return {f"{put.body['name']}.{put.body['scene']}": put for put in found}


def once() -> Any:
    return revive(poll(puts()["satisfaction.once"]))


def given(expectation: int, perceived: int) -> Any:
    return {"values": {"expectation": expectation, "perceived": perceived}}


def form(response: Any) -> Any:
    return {name: [str(value)] for name, value in response["values"].items()}


def test_the_course_has_slides_of_all_three_simulators_to_put_to_a_room():
    assert {key.partition(".")[0] for key in puts()} == {"satisfaction", "lifetime_value", "complaint_recovery"}
    for lesson, page, block in (("water", 3, 0), ("worth", 1, 0), ("home-visit", 1, 0)):
        with pytest.raises(Missing):
            putting.by_place(library(), lesson, page, block, SEED, "controls")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phone_gets_sliders_it_can_use_without_script_and_nothing_of_the_reveal(language):
    for put in puts().values():
        polled: Any = revive(poll(put))
        html = shown(put, "collecting", language)
        sliders = re.findall(
            r'<input type="range" id="(p5-\w+)" name="(\1)" min="(\d+)" max="(\d+)" step="(\d+)"', html
        )
        assert len(sliders) == len(polled.controls)
        for one in sliders:
            assert f'<label for="{one[0]}">' in html
        for phase in ("collecting", "shown"):
            page = plain(shown(put, phase, language, polled.read(form(start(polled)))))
            assert told(polled.explanation, language) not in page
            assert "{" not in page
        assert told(polled.explanation, language) in plain(shown(put, "revealed", language, start(polled)))


def start(polled: Any) -> Any:
    return {"values": {one["name"]: one["start"] for one in polled.controls}}


def test_what_no_slider_can_show_is_refused():
    polled = once()
    assert polled.read(form(given(80, 72))) == given(80, 72)
    product: Any = revive(poll(puts()["lifetime_value.product"]))
    for wrong in ("101", "-1", "50.5", "1e2", "", "<script>", "9" * 30, "NaN", "５０"):
        with pytest.raises(Unreadable):
            polled.read({"expectation": [wrong], "perceived": ["50"]})
    for form_ in ({}, {"expectation": ["50"]}, {"expectation": ["50", "60"], "perceived": ["50"]}):
        with pytest.raises(Unreadable):
            polled.read(form_)
    with pytest.raises(Unreadable, match="between two steps"):
        product.read({"amount": ["15"], "frequency": ["1"], "years": ["1"]})


def test_a_phone_is_told_what_its_own_values_come_to_in_its_own_language():
    product: Any = revive(poll(puts()["lifetime_value.product"]))
    response = {"values": {"amount": 100, "frequency": 12, "years": 10}}
    assert product.own(response, library().say("zh")).startswith("这位客户来 10 年，一共付 1.2 万元。")
    assert "pays 12,000 yuan" in product.own(response, library().say("en"))
    assert once().own(given(75, 82), library().say("zh")) == "期望 75 分，感到 82 分，高出 7 分：满意。"
    assert "高出 7 分" in shown(puts()["satisfaction.once"], "collecting", "zh", given(75, 82))
    assert once().said(given(75, 82), library().say("en")) == "What the customer expects – 75 points · " \
        "What the customer perceives – 82 points"  # fmt: skip


def test_equal_points_are_counted_together_and_the_middle_is_told():
    picture = once().cloud([(given(80, 70), 3), (given(60, 60), 1), (given(90, 80), 1)], *tongues(), False)
    assert picture["points"] == [[600, 600, 1], [800, 700, 3], [900, 800, 1]]
    assert picture["middle"][:2] == [800, 700]
    assert picture["middle"][2]["zh"] == "大家的中间：80 分，70 分"
    assert "5" in picture["told"]["en"]
    assert "80 points and 70 points" in picture["told"]["en"]
    assert picture["x"]["ticks"][-1] == [1000, {"zh": "100 分", "en": "100 points"}]
    assert once().cloud([(given(80, 70), 2)], *tongues(), False)["middle"] is None


def tongues() -> tuple[Any, Any]:
    return library().say("zh"), library().say("en")


def test_before_the_reveal_the_picture_has_neither_lines_nor_the_case_of_the_deck():
    for put in puts().values():
        polled: Any = revive(poll(put))
        counted = [(start(polled), 4)]
        hidden, open_ = (polled.cloud(counted, *tongues(), revealed) for revealed in (False, True))
        assert (hidden["lines"], hidden["case"]) == ([], None)
        assert [line["label"] for line in open_["lines"]] == [line["label"] for line in put.body["lines"]]
        assert bool(open_["case"]) == bool(put.body["case"])
        assert {**open_, "lines": [], "case": None} == hidden, "nothing moves when the model is drawn"


def test_an_axis_in_powers_of_ten_reaches_as_far_as_the_points():
    product: Any = revive(poll(puts()["lifetime_value.product"]))

    def highest(amount: int) -> str:
        response = {"values": {"amount": amount, "frequency": 52, "years": 50}}
        return product.cloud([(response, 1)], *tongues(), False)["y"]["ticks"][-1][1]["en"]

    assert (highest(10), highest(500)) == ("100,000 yuan", "10 million yuan")


def test_a_thousand_phones_are_a_small_picture():
    chance = Random(1)
    counted = [(given(chance.randint(0, 100), chance.randint(0, 100)), 1) for _ in range(1000)]
    picture = once().cloud(counted, *tongues(), True)
    assert sum(n for _, _, n in picture["points"]) == 1000
    assert len(json.dumps(picture).encode()) < 16_000


@pytest.mark.parametrize(
    ("values", "tenfold", "expected"),
    [
        ([0, 100], False, [0, 20, 40, 60, 80, 100]),
        ([-13, 99], False, [-25, 0, 25, 50, 75, 100]),
        ([50, 90], False, [50, 60, 70, 80, 90]),
        ([7, 7], False, [7.0, 7.2]),
        ([0, 0.3], False, [0, 0.1, 0.2, 0.3]),
        ([1200, 60_000], True, [1000, 10_000, 100_000]),
        ([1000, 1000], True, [1000, 10_000]),
    ],
)
def test_axes_have_round_numbers_around_everything(values, tenfold, expected):
    assert cloud.ticks(values, tenfold) == expected


def test_it_can_be_told_as_bars_and_earns_nothing():
    polled = once()
    counted = [(given(80, 100), 2), (given(80, 0), 1), (given(50, 45), 1)]
    tally = polled.tally(counted)
    assert tally == {"0": 1, "1": 0, "2": 1, "3": 0, "4": 2}
    bars = polled.bars(counted, *tongues())
    assert {bar.name for bar in bars} == set(tally)
    assert bars[0].label.told("zh") == "0 分 到 20 分"
    result = polled.result(given(80, 100), library().say("zh"))
    assert (result.verdict, result.points, result.of) == ("placed", 0, 0)
    assert polled.result(None, library().say("zh")).verdict == "none"
    line = phone.results([(poll(puts()["satisfaction.once"], "revealed"), given(80, 100))], library().say("zh"))
    assert line.n == 0


def test_a_poll_whose_simulator_is_gone_is_still_listed():
    put = puts()["satisfaction.once"]
    gone: Any = revive(poll(Put(put.kind, put.question_id, {**put.body, "name": "gone"}, {})))
    assert gone.own(given(50, 60), library().say("zh")) == ""
    assert gone.cloud([(given(50, 60), 4)], *tongues(), True)["points"] == []
    assert gone.result(given(50, 60), library().say("zh")).mine


def test_a_room_moves_its_sliders_and_the_projector_sees_the_points(site: Site):
    async def lesson() -> None:
        leader = Leader(site)
        lesson, page, block = next(place for place in places() if place[0] == "levels")
        await leader.do(do="go", lesson=lesson, page=page)
        number = (await leader.do(do="ask", lesson=lesson, page=page, block=block, kind="controls"))["poll"]
        members = [
            Member(site, leader.code, f"小{n}", language=language) for n, language in enumerate(("zh", "en", "zh"))
        ]
        for member in members:
            await member.enter()

        async def set_(member: Member, expectation: str, perceived: str) -> Any:
            told = {"poll": str(number), f"p{number}-expectation": expectation, f"p{number}-perceived": perceived}
            return await member.phone.post(
                f"/live/{leader.code}/vote", data=told, headers={"Accept": "application/json"}
            )

        projector = Line(site, f"/room/{leader.code}/events", "as=projector&lang=zh", leader.browser)
        console = Line(site, f"/room/{leader.code}/events", "as=console&lang=zh", leader.browser)
        async with projector, console:
            first = await set_(members[0], "80", "72")
            assert first.json()["own"] == "期望 80 分，感到 72 分，还差 8 分：不满意。"
            assert (await set_(members[1], "60", "75")).json()["own"].startswith("Expected 60, perceived 75")
            refused = await set_(members[2], "600", "75")
            assert refused.status_code == 422
            assert "读不懂" in refused.json()["sentence"]
            await set_(members[2], "50", "50")
            seen = await projector.until(lambda event: event["poll"] and event["poll"]["voted"] == 3)
            assert len(seen["poll"]["cloud"]["points"]) == 3
            assert seen["poll"]["cloud"]["lines"] == []
            assert (await console.next())["poll"]["cloud"]["lines"], "the trainer may look ahead"
            await set_(members[0], "60", "75")  # changed: still one vote
            seen = await projector.until(lambda event: [600, 750, 2] in event["poll"]["cloud"]["points"])
            assert seen["poll"]["voted"] == 3
            await leader.do(do="close", poll=number)
            assert (await set_(members[0], "1", "1")).json()["fate"] == "closed"
            await leader.do(do="reveal", poll=number)
            seen = await projector.until(lambda event: event["poll"]["phase"] == "revealed")
            assert seen["poll"]["cloud"]["lines"]
            assert seen["poll"]["key"] == []
        page_ = await members[0].page()
        assert "你的点在前面的图上" in page_
        assert ranking.ranking(site.records, leader.room.id, library().say("zh")) == []
        await leader.do(do="end")
        assert "你的点在前面的图上" in await members[0].page()
        page_ = (await leader.browser.get(f"/room/{leader.code}/console")).text
        assert 'data-kind="controls"' in page_

    asyncio.run(lesson())


def test_without_a_script_the_sliders_are_sent_as_a_form(site: Site):
    async def lesson() -> None:
        leader, told = Leader(site), {}
        lesson, page, block = next(place for place in places() if place[0] == "worth")
        number = (await leader.do(do="ask", lesson=lesson, page=page, block=block, kind="controls"))["poll"]
        member = Member(site, leader.code)
        await member.enter()
        told = {"poll": str(number)} | {f"p{number}-{one}": "10" for one in ("amount", "frequency", "years")}
        answer = await member.phone.post(f"/live/{leader.code}/vote", data=told)
        assert answer.status_code == 303
        page_ = await member.page()
        assert "一共付 1000 元" in page_
        assert re.search(r'name="p\d+-years"[^>]* value="10"', page_)

    asyncio.run(lesson())
