"""Predict and check: nothing of the answer reaches the browser before the learner has committed."""

from html.parser import HTMLParser

import pytest
import yaml

from courseware import questions
from courseware.questions import Form
from courseware.words import LANGUAGES, Say
from tests.blocks.drawn import again, draw, sent
from tests.blocks.shown import page, sample, words

PLACE = "water-bowls-0"


def _replies(language: str) -> list[str]:
    return [getattr(option.reply, language) for option in sample("predict").options]


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_a_choice_neither_truth_nor_reply_is_sent(language):
    shown = sent(draw("predict", language))
    block = sample("predict")
    assert getattr(block.ask, language) in shown
    for hidden in [getattr(block.truth, language), *_replies(language)]:
        assert hidden not in shown
    for caption in ("right", "yours", "yours_right"):
        assert getattr(words()[f"blocks.predict.{caption}"], language) not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_choice_its_own_reply_and_the_truth_are_sent(language):
    app = draw("predict", language)
    app.button(key=f"option-{PLACE}-half").click()
    shown = sent(again(app))
    block = sample("predict")
    assert getattr(block.truth, language) in shown
    own, *others = _replies(language)
    assert own in shown
    assert not any(reply in shown for reply in others)
    assert getattr(words()["blocks.predict.yours"], language) in shown
    assert getattr(words()["blocks.predict.right"], language) in shown


def test_a_choice_that_comes_true_is_marked_once():
    app = draw("predict")
    app.button(key=f"option-{PLACE}-tenth").click()
    shown = sent(again(app))
    assert words()["blocks.predict.yours_right"].zh in shown
    assert words()["blocks.predict.right"].zh not in shown


def test_a_prediction_without_a_right_option_marks_only_the_own_choice():
    app = draw("predict", right=None)
    app.button(key=f"option-{PLACE}-half").click()
    shown = sent(again(app))
    assert words()["blocks.predict.right"].zh not in shown
    assert sample("predict").truth.zh in shown


def test_a_choice_cannot_be_taken_back():
    app = draw("predict")
    app.button(key=f"option-{PLACE}-half").click()
    assert not again(app).button


def test_a_change_of_language_keeps_the_choice():
    app = draw("predict")
    app.button(key=f"option-{PLACE}-half").click()
    again(app)
    for language in ("en", "zh", "en"):
        app.session_state["language"] = language
        shown = sent(again(app))
        assert _replies(language)[0] in shown
        assert getattr(sample("predict").truth, language) in shown


def test_a_choice_that_authors_have_removed_is_no_choice():
    app = draw("predict")
    app.session_state[f"predict-{PLACE}"] = "gone"
    assert sample("predict").truth.zh not in sent(again(app))
    assert len(app.button) == 3


def _question(kind: str):
    """The first sample question of a kind, as raw fields and validated, and a form that earns every point."""
    raw = yaml.load((questions.FOLDER / kind / "samples.yaml").read_text("utf-8"), yaml.BaseLoader)[0]
    rules = questions.kind(kind).rules
    question = rules.Question.model_validate(raw["question"])
    for answer in raw["answers"]:
        form: Form = answer["form"]
        if "unreadable" not in answer:
            response = rules.read(question, form)
            if rules.grade(question, rules.draw(question, 1), response).full:
                return raw["question"], question, response
    raise AssertionError(f"{kind}: no sample answer wins every point")


def _secrets(question, language: str) -> list[str]:
    """Explanation and every feedback in a language."""
    found = [getattr(question.explanation, language)]
    for option in getattr(question, "options", ()):
        found += [getattr(option.feedback, language)] if option.feedback else []
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", questions.names())
def test_before_checking_no_explanation_and_no_feedback_is_sent(kind, language):
    raw, question, _ = _question(kind)
    app = draw("check", language, question=raw)
    shown = sent(app)
    assert getattr(question.stem, language).replace("**", "") in shown
    assert getattr(words()["blocks.check.over"], language) in shown
    for hidden in _secrets(question, language):
        assert hidden.replace("**", "") not in shown


@pytest.mark.parametrize("kind", questions.names())
def test_checking_without_an_answer_asks_for_one(kind):
    raw, question, _ = _question(kind)
    app = draw("check", question=raw)
    app.button(key=f"check-now-{PLACE}").click()
    shown = sent(again(app))
    assert words()["blocks.check.first"].zh in shown
    assert question.explanation.zh.replace("**", "") not in shown


@pytest.mark.parametrize("kind", questions.names())
def test_checking_shows_the_explanation_in_either_language_and_trying_again_hides_it(kind):
    from courseware.blocks.check.view import Practice

    raw, question, response = _question(kind)
    app = draw("check", question=raw)
    app.session_state[f"check-{PLACE}"] = Practice(sample("check", question=raw).question, response)
    again(app).button(key=f"check-now-{PLACE}").click()
    assert question.explanation.zh.replace("**", "") in sent(again(app))
    app.session_state["language"] = "en"
    assert question.explanation.en.replace("**", "") in sent(again(app))
    app.button(key=f"check-again-{PLACE}").click()
    shown = sent(again(app))
    assert question.explanation.en.replace("**", "") not in shown
    assert app.session_state[f"check-{PLACE}"].response is None


def test_an_answer_is_kept_through_a_change_of_language_and_judged():
    app = draw("check")
    app.radio[0].set_value("take")
    again(app)
    app.session_state["language"] = "en"
    again(app)
    assert app.radio[0].value == "take"
    app.button(key=f"check-now-{PLACE}").click()
    shown = sent(again(app))
    options = sample("check").question.options
    assert options[1].feedback.en in shown
    assert options[2].feedback.en not in shown


def test_an_edited_question_begins_anew():
    app = draw("check")
    app.radio[0].set_value("take")
    again(app)
    kept = app.session_state[f"check-{PLACE}"]
    other = kept.question.model_copy(update={"explanation": kept.question.stem})
    app.session_state[f"check-{PLACE}"] = type(kept)(other, kept.response, True)
    assert sample("check").question.explanation.zh not in sent(again(app))
    assert app.session_state[f"check-{PLACE}"].response is None


class Hidden(HTMLParser):
    """Splits a page's text into what stands in hidden parts, what in parts to reveal, and what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[bool, bool]] = []
        self.shown = self.hidden = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        reveal = "ws-reveal" in (given.get("class") or "").split()
        if "hidden" in given and "ws-on-paper" not in (given.get("class") or ""):
            assert reveal, "only what the script reveals is hidden"
        if tag not in ("input", "br"):
            self.stack.append((reveal and "hidden" in given, reveal))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        self.stack.pop()

    def handle_data(self, data):
        if any(hidden for hidden, _ in self.stack):
            self.hidden += data
        else:
            self.shown += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_hides_the_truth_until_it_is_revealed(language):
    parts = Hidden()
    parts.feed(page(sample("predict"), language=language, slide=True))
    for secret in (sample("predict").truth, words()["blocks.predict.right"]):
        assert getattr(secret, language) in parts.hidden
        assert getattr(secret, language) not in parts.shown
    assert not any(reply in parts.hidden + parts.shown for reply in _replies(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", questions.names())
def test_a_slide_hides_the_answer_of_every_question_kind(kind, language):
    raw, question, _ = _question(kind)
    block = sample("check", question=raw)
    parts = Hidden()
    parts.feed(page(block, language=language, slide=True))
    assert getattr(question.explanation, language).replace("**", "") in parts.hidden
    assert block.answer(Say(language, words())) in parts.hidden
    for secret in _secrets(question, language):
        assert secret.replace("**", "") not in parts.shown


@pytest.mark.parametrize("kind", ["predict", "check"])
def test_a_sheet_shows_the_answer_under_a_fold(kind):
    html = page(sample(kind))
    assert "hidden>" not in html
    answer = sample(kind).truth if kind == "predict" else sample(kind).question.explanation
    assert html.index(words()["blocks.fold"].zh) < html.index(answer.zh)
