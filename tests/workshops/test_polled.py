"""What is put to a room: every question and prediction of the course, before and after its reveal."""

import re
from contextlib import suppress
from typing import Any

import pytest

from courseware import questions
from courseware.actions.watching import Overview
from courseware.errors import Missing, Refused, Unreadable
from courseware.progress import paper
from courseware.progress.room import Put, State
from courseware.records.polls import Poll
from courseware.records.rooms import Room
from courseware.words import Text
from courseware.workshops import phone, putting
from courseware.workshops.polled import opened, revive
from courseware.workshops.polled.question import LONGEST
from tests.workshops.house import NOW, library

SEED = 7


def poll(put: Put, phase: str = "collecting") -> Poll:
    closed, revealed = (NOW if phase != "collecting" else None), (NOW if phase == "revealed" else None)
    return Poll(
        5, 1, put.kind, put.lesson_id, put.page_id, put.question_id, put.body, put.parameters, NOW, closed, revealed
    )


def shown(put: Put, phase: str, language: Any, own: Any = None) -> str:
    """The scene on a phone."""
    one = poll(put, phase)
    room = Room(1, "ABC234", "周五班", {}, SEED, 1, NOW, None, NOW, None, 3, State("water", 1, poll=5))
    return phone.html(Overview(room, one, 0, ()), revive(one), library(), language, own)


def every_question() -> dict[str, Any]:
    found = {}
    for quiz in library().quizzes.values():
        pooled = {name for pool in quiz.pools for name in pool.ids}
        found |= {question.id: question for question in quiz.questions if question.id not in pooled}
    for lesson in library().lessons.values():
        found |= {
            block.question.id: block.question for page in lesson.pages for block in page.blocks if block.kind == "check"
        }
    return found


def asked_by(put: Put) -> Any:
    """The question with the numbers that the room was drawn."""
    polled: Any = revive(poll(put))
    return polled.question


def every_put() -> list[tuple[Any, Put]]:
    puts = []
    for name in every_question():
        with suppress(Refused):  # too long for a phone
            put = putting.by_id(library(), name, SEED)
            if put.kind == "question":  # stories: test_path.py
                puts.append((asked_by(put), put))
    return puts


def guesses() -> list[Put]:
    found = []
    for name, lesson in library().lessons.items():
        for page in lesson.pages:
            for n, block in enumerate(page.blocks):
                if block.kind == "predict" or (block.kind == "simulator" and block.prediction):
                    found.append(putting.by_place(library(), name, page.id, n, SEED))
    return found


def plain(html: str) -> str:
    return re.sub(r"\s+|<[^>]*>|[“”‘’'\"&;#\d]|quot|amp", "", html)


def told(text: Text | None, language: Any) -> str:
    return plain(text.told(language).replace("**", "")) if text else ""


def secrets_of(question: Any) -> list[Text]:
    """Everything only the reveal may tell."""
    found: list[Any] = [question.explanation]

    def look(value: Any) -> None:
        if isinstance(value, dict):
            for name, one in value.items():
                if name == "feedback":
                    gather(one)
                else:
                    look(one)
        elif isinstance(value, (list, tuple)):
            for one in value:
                look(one)

    def gather(value: Any) -> None:
        if isinstance(value, dict) and "zh" in value:
            found.append(Text.model_validate(value))
        elif isinstance(value, dict):
            for one in value.values():
                gather(one)
        elif isinstance(value, (list, tuple)):
            for one in value:
                gather(one)

    look(question.model_dump())
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_before_the_reveal_no_phone_is_sent_an_explanation_or_feedback(language):
    puts = every_put()
    assert len(puts) > 100
    for question, put in puts:
        secrets = [one for one in (told(text, language) for text in secrets_of(question)) if len(one) > 12]
        key = paper.kept(question, paper.rules(question).key(question))
        for phase in ("collecting", "shown"):
            page = plain(shown(put, phase, language, key))
            for secret in secrets:
                assert secret not in page, (question.id, phase)


def test_before_the_reveal_nothing_in_the_form_tells_the_right_option_from_the_others():
    tried = 0
    for question, put in every_put():
        if question.kind != "single":
            continue
        forms = set()
        for n, option in enumerate(question.options):
            body = {**put.body, "options": [
                {**one, "right": one["id"] == option.id, "feedback": None if one["id"] == option.id
                 else one["feedback"] or {"zh": "错", "en": "wrong"}} for one in put.body["options"]
            ]}  # fmt: skip
            moved = Put(put.kind, put.question_id, body, put.parameters, put.lesson_id, put.page_id)
            forms.add(shown(moved, "collecting", "zh"))
            assert n < 6
        assert len(forms) == 1, question.id
        tried += 1
    assert tried > 20


def test_every_kind_is_answered_counted_and_revealed():
    seen = set()
    for question, put in every_put():
        polled: Any = revive(poll(put))
        key = paper.kept(question, paper.rules(question).key(question))
        html = shown(put, "collecting", "zh", key)
        names = set(re.findall(r'name="([^"]+)"', html)) - {"poll"}
        assert names
        assert all(name.startswith("p5-") for name in names), question.id
        tally = polled.tally([(key, 3)])
        right = polled.key()
        assert right
        assert all(tally[name] == 3 for name in right), question.id
        bars = polled.bars([(key, 3)], library().say("zh"), library().say("en"))
        assert {bar.name for bar in bars} >= set(right)
        result = polled.result(key, library().say("zh"))
        assert (result.verdict, result.points) == ("right", question.points), question.id
        assert polled.result(None, library().say("en")).verdict == "none"
        told_after = plain(shown(put, "revealed", "zh", key))
        assert told(question.explanation, "zh")[:12] in told_after or "{" in question.explanation.zh
        seen.add(question.kind)
    assert seen >= set(questions.names()) - {"branching"}


def test_words_that_nobody_wrote_down_are_not_shown_to_a_room():
    polled: Any = revive(poll(putting.by_id(library(), "impression-term", SEED)))
    say = library().say
    counted = [({"text": text}, n) for n, text in enumerate(("Moment of truth", "第一印象", "<b>oh</b>", "**no**"), 1)]
    assert polled.tally(counted) == {"印象一刻": 1, "第一印象": 2, "…": 7}
    bars = {bar.name: bar.label.told("en") for bar in polled.bars(counted, say("zh"), say("en"))}
    assert bars == {"印象一刻": "moment of truth", "第一印象": "first impression", "…": "Other words"}
    assert polled.result({"text": "印象一刻"}, say("en")).key == "moment of truth"


def test_gaps_are_counted_by_their_number():
    polled: Any = revive(poll(putting.by_id(library(), "home-visit-nevers", SEED)))
    say = library().say
    counted = [({"values": {"drink": "water", "take": "rude words"}}, 2)]
    bars = {bar.name: bar.label.told("zh") for bar in polled.bars(counted, say("zh"), say("en"))}
    assert bars == {"drink>水": "(1) 水", "take>…": "(4) 别的说法"}


def test_drawn_numbers_are_not_those_of_the_lesson():
    for question, put in every_put():
        if every_question()[question.id].places:
            polled: Any = revive(poll(put))
            for name in ("stem", "explanation"):
                assert polled.question.model_dump()[name] == question.model_dump()[name], question.id


def test_a_form_is_read_with_its_own_names_only():
    polled = revive(poll(putting.by_id(library(), "q044", SEED)))
    form = {"p5-choice": ["hotter"], "p6-choice": ["same"], "choice": ["mixed"], "poll": ["5"]}
    assert polled.read(opened(form, "p5-")) == {"choice": "hotter"}
    for wrong in ({}, {"choice": ["hotter"]}, {"p5-choice": ["hotter", "same"]}, {"p5-choice": ["<script>"]}):
        with pytest.raises(Unreadable):
            polled.read(opened(wrong, "p5-"))


def test_the_order_of_the_options_is_the_same_for_the_whole_room():
    one, again, other = (putting.by_id(library(), "q044", seed) for seed in (7, 7, 8))
    assert one.parameters == again.parameters
    assert one.parameters != other.parameters


def test_every_prediction_of_the_course_can_be_put_to_a_room():
    found = guesses()
    assert len(found) > 20
    for put in found:
        polled: Any = revive(poll(put))
        for language in ("zh", "en"):
            page = plain(shown(put, "collecting", language))
            assert "{" not in page
            assert not polled.explanation or told(polled.explanation, language) not in page
            for option in put.body["options"]:
                assert not option["reply"] or told(Text.model_validate(option["reply"]), language) not in page
        chosen = {"choice": put.body["options"][0]["id"]}
        assert polled.read({"choice": [chosen["choice"]]}) == chosen
        with pytest.raises(Unreadable):
            polled.read({"choice": ["none-such"]})
        assert polled.tally([(chosen, 2)])[chosen["choice"]] == 2
        result = polled.result(chosen, library().say("zh"))
        assert result.verdict in ("hit", "missed", "told")
        assert result.of == 0
        assert told(polled.explanation, "en") in plain(shown(put, "revealed", "en", chosen))


def test_numbers_of_a_lesson_are_in_place():
    for put in guesses():
        assert not re.search(r"\{[a-z_]+\}", str(put.body).replace("{'", "")), put.question_id


def test_what_is_not_there_cannot_be_asked():
    for lesson, page, block in (
        ("nowhere", 1, 0),
        ("water", 99, 0),
        ("water", 1, 99),
        ("water", 1, -1),
        ("water", 1, 0),
    ):
        with pytest.raises(Missing):
            putting.by_place(library(), lesson, page, block, SEED)
    with pytest.raises(Missing):
        putting.by_id(library(), "no-such-question", SEED)


def test_a_question_too_long_for_a_phone_is_refused():
    question: Any = every_question()["q044"]
    long = question.model_copy(update={"stem": Text(zh="长" * LONGEST, en="long")})
    with pytest.raises(Refused, match="not-by-phone"):
        putting.question.put(library(), long, SEED, "water", None)


def test_a_poll_of_an_unknown_kind_leaves_phones_waiting():
    strange: Any = Put("fireworks", "x", {}, {})  # type: ignore[arg-type]
    one = poll(strange)
    room = Room(1, "ABC234", "周五班", {}, SEED, 1, NOW, None, NOW, None, 3, State("water", 1, poll=5))
    seen = Overview(room, one, 0, ())
    assert phone.key(seen) == "waiting-water-1"
    assert "这里会自己变" in phone.html(seen, None, library(), "zh", None)
    with pytest.raises(Missing):
        revive(one)


def test_a_body_kept_by_a_newer_version_is_read_without_what_is_unknown():
    put = putting.by_id(library(), "q044", SEED)
    newer = Put(put.kind, put.question_id, {**put.body, "sparkle": True}, put.parameters)
    assert revive(poll(newer)).stem.zh
