"""What every folder of questions/ offers, whatever its kind."""

from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from courseware import questions
from courseware.errors import Unreadable
from courseware.questions import Kind
from courseware.settings import ROOT
from courseware.words import LANGUAGES, Language
from tests.questions import desk

SECRET_KEYS = {
    "right", "answer", "accepted", "tolerance", "mistakes", "pairs", "into", "feedback", "explanation",
}  # fmt: skip


@pytest.fixture(params=questions.names())
def kind(request: pytest.FixtureRequest) -> Kind:
    return questions.kind(request.param)


def test_a_folder_offers_everything(kind: Kind) -> None:
    lacking = [name for name in desk.SLOTS if not (questions.FOLDER / kind.name / name).exists()]
    lacking += [f"rules.{name}" for name in desk.RULES if not hasattr(kind.rules, name)]
    lacking += [f"view.{name}" for name in desk.VIEW if not hasattr(kind.view, name)]
    assert not lacking, f"questions/{kind.name}/ still lacks {', '.join(lacking)}"


def test_a_kind_is_named_like_its_folder(kind: Kind) -> None:
    assert kind.rules.Question.model_fields["kind"].annotation.__args__ == (kind.name,)


def test_samples_are_enough_to_learn_from(kind: Kind) -> None:
    assert len(desk.samples(kind.name)) >= 3
    answers = [answer for _, answers in desk.samples(kind.name) for answer in answers]
    assert any(answer.get("unreadable") for answer in answers)
    assert any(answer.get("grade") == "0" for answer in answers)
    assert all(answer.get("why") for answer in answers if answer.get("unreadable"))
    for question, of_question in desk.samples(kind.name):
        assert any(a.get("grade") == str(question.points) for a in of_question), question.id


def test_samples_earn_what_they_say(kind: Kind) -> None:
    for question, answers in desk.written(kind.name):
        for answer in answers:
            parameters = desk.parameters(question, answer)
            if answer.get("unreadable"):
                with pytest.raises(Unreadable):
                    kind.rules.read(question, answer["form"])
                continue
            grade = kind.rules.grade(question, parameters, kind.rules.read(question, answer["form"]))
            assert (grade.points, grade.of) == (Fraction(answer["grade"]), question.points), (question.id, answer)


def test_the_key_earns_everything_and_silence_nothing(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        full = kind.rules.grade(question, {}, kind.rules.key(question))
        none = kind.rules.grade(question, {}, None)
        assert full.full
        assert all(full.parts.values())
        assert (none.points, none.of, set(none.parts)) == (0, question.points, set(full.parts))
        assert not any(none.parts.values())


def test_only_mistakes_earn_feedback(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        assert kind.rules.feedback(question, kind.rules.key(question)) == []
    assert any(kind.rules.feedback(question, response) for question, response in desk.readable(kind))


def test_a_response_survives_the_record(kind: Kind) -> None:
    for question, response in desk.readable(kind):
        kept = response.model_dump_json()
        assert kind.rules.Response.model_validate_json(kept) == response
        again = type(question).model_validate_json(question.model_dump_json())
        assert kind.rules.grade(again, {}, response) == kind.rules.grade(question, {}, response)


def test_what_is_asked_gives_nothing_away(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        asked = desk.plain(kind.rules.asked(question, kind.rules.draw(question, 3)))
        assert (asked["kind"], asked["id"], asked["stem"]) == (kind.name, question.id, question.stem.model_dump())
        assert not SECRET_KEYS & {key for value in _walk(asked) if isinstance(value, dict) for key in value}
        assert not [text for text in _secrets(question) if text in str(asked)]


def test_the_same_seed_draws_the_same_paper(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        drawn = kind.rules.draw(question, 11)
        assert drawn == desk.plain(drawn), "parameters are kept as JSON"
        assert kind.rules.asked(question, kind.rules.draw(question, 11)) == kind.rules.asked(question, drawn)


def test_an_attempt_keeps_its_own_numbers(kind: Kind) -> None:
    for question, _ in desk.written(kind.name):
        for seed in range(5):
            drawn = kind.rules.draw(question, seed)
            put = question.at(drawn)
            right = kind.rules.key(put)
            assert put.at(drawn) == put
            assert kind.rules.asked(put, drawn) == kind.rules.asked(question, drawn)
            assert kind.rules.grade(put, drawn, right) == kind.rules.grade(question, drawn, right)
            assert kind.rules.grade(question, drawn, right).full
            for told in (put.stem, put.explanation, *kind.rules.feedback(put, right)):
                assert not any(told.places(language) for language in LANGUAGES)


def test_hr_can_read_every_answer(kind: Kind) -> None:
    for question, response in desk.readable(kind):
        for language in LANGUAGES:
            said = kind.rules.say(question, response, desk.say(language))
            assert said
            assert "**" not in said


def test_a_tally_counts_everybody(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        responses = [response for other, response in desk.readable(kind) if other is question]
        once, twice = kind.rules.tally(question, responses), kind.rules.tally(question, responses * 2)
        assert sum(once.values()) >= 1
        assert twice == {name: 2 * count for name, count in once.items()}


def test_captions_have_both_languages(kind: Kind) -> None:
    captions = {key: text for key, text in desk.words().items() if key.startswith(f"questions.{kind.name}.")}
    assert captions
    for key, text in captions.items():
        assert text.en, key
        assert text.places("zh") == text.places("en"), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_question_and_gives_nothing_away(kind: Kind, language: Language) -> None:
    for question, _ in desk.samples(kind.name):
        html = _page(kind, question, language)
        stem = str(escape(question.stem.told(language)))
        assert stem in html
        assert html.count("<fieldset") == html.count("<legend") == 1
        assert not [text for text in _secrets(question) if text in html or str(escape(text)) in html]
        assert not any(value for values in _sent(html).values() for value in values)


def test_the_page_says_both_languages_at_once(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        html = _page(kind, question, "zh", both=True)
        assert str(escape(question.stem.told("zh"))) in html
        assert str(escape(question.stem.told("en"))) in html


def test_what_the_page_sends_reads_as_what_was_saved(kind: Kind) -> None:
    for question, response in desk.readable(kind):
        for prefix in ("", "q7-"):
            sent = _sent(_page(kind, question, "en", prefix, response=response))
            assert all(name.startswith(prefix) for name in sent)
            form = {name.removeprefix(prefix): values for name, values in sent.items()}
            assert kind.rules.read(question, form) == response


def test_authors_words_cannot_become_markup(kind: Kind) -> None:
    for question, _ in desk.samples(kind.name):
        raw = desk.plain(kind.rules.asked(question, {}))
        html = _page(kind, question, "zh", asked=_poisoned(raw))
        assert "<script" not in html


def _poisoned(value: Any) -> Any:
    """`value` with a script in every text."""
    from courseware.words import Text

    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return Text(zh="<script>1</script>", en="<script>1</script>")
    if isinstance(value, dict):
        return {key: _poisoned(inner) for key, inner in value.items()}
    return [_poisoned(inner) for inner in value] if isinstance(value, list) else value


def _page(
    kind: Kind, question: Any, language: Language, name: str = "", both: bool = False, asked: Any = None, **more: Any
) -> str:
    environment = Environment(
        autoescape=True, loader=FileSystemLoader(ROOT / "courseware"), undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["md"] = lambda text: Markup(escape(text))
    say = desk.say(language, both)
    asked = asked or kind.asked(question, kind.rules.draw(question, 5), more.get("response"))
    template = environment.get_template(kind.page)
    return template.render(asked=asked, say=say, name=name, w=say.within(f"questions.{kind.name}"), **more)


def _sent(html: str) -> dict[str, list[str]]:
    """The form a browser would send."""
    browser = _Browser()
    browser.feed(html)
    return browser.form


class _Browser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form: dict[str, list[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in found or self.select not in self.form):
            self.form[self.select] = [value]  # a list without a selected entry sends its first one
        elif tag == "input" and (found["type"] in ("text", "number", "hidden") or "checked" in found):
            self.form.setdefault(name, []).append(value)


def _walk(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(inner)


def _secrets(question: Any) -> list[str]:
    """Every text of explanation and feedback, in both languages."""
    found = []
    for node in _walk(desk.plain(question.model_dump(mode="json"))):
        if isinstance(node, dict):
            secret = [value for key, value in node.items() if key in ("explanation", "feedback") and value]
            found += [text for value in secret for text in _walk(value) if isinstance(text, str)]
    assert found
    return found
