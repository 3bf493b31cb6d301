"""What a learner does with each widget, and what the record then holds."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from courseware import questions
from courseware.questions import Kind
from courseware.words import LANGUAGES, Language
from tests.questions import desk, sorts

Answers = dict[str, list[str]]
KEY = "a1-q1"


def _page(question, record, words):  # AppTest runs the source on its own, where no annotation could be looked up
    """A page as the quiz screen makes it: the widget before grading, the marked question after."""
    from courseware import questions
    from courseware.questions import Seat
    from courseware.words import Say

    kind = questions.kind(question.kind)
    parameters = kind.rules.draw(question, 3)

    def answer(form):
        record["forms"].append(form)
        if record["saves"]:
            record["response"] = kind.rules.read(question, form)

    say = Say(record["language"], words, record["both"])
    seat = Seat("a1-q1", say, answer if record["open"] else None)
    if record["marked"]:
        kind.view.marked(question, parameters, record["response"], seat)
    else:
        kind.view.widget(kind.asked(question, parameters, record["response"]), record["response"], seat)


class Room:
    """One learner before one question, and the record of what was saved."""

    def __init__(self, question: Any, response: Any = None, **record: Any) -> None:
        usual = {"language": "zh", "both": False, "open": True, "marked": False, "saves": True}
        self.question = question
        self.record: dict[str, Any] = {"response": response, "forms": [], **usual, **record}
        words = desk.words()
        self.app = AppTest.from_function(
            _page, kwargs={"question": question, "record": self.record, "words": words}, default_timeout=20
        )
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception, self.app.exception[0].message

    def switch(self, language: Language) -> None:
        self.record["language"] = language
        self.run()

    def key(self, part: str = "") -> str:
        both = "-both" if self.record["both"] else ""
        return f"{KEY}-{self.record['language']}{both}" + (f"-{part}" if part else "")

    def shows(self) -> Answers:
        """What the widgets say is chosen, as a form."""
        return HANDS[self.question.kind].shows(self)

    def give(self, form: Answers) -> None:
        """Answer by hand, one step at a time as people do."""
        HANDS[self.question.kind].give(self, form)
        assert not self.app.exception, self.app.exception[0].message

    def text(self) -> str:
        """All Markdown on the page, without the marks that keep authors' signs literal."""
        return "\n".join(element.value for element in self.app.markdown).replace("\\", "")


class Radio:
    @staticmethod
    def shows(room: Room) -> Answers:
        value = room.app.radio(key=room.key()).value
        return {} if value is None else {"choice": [value]}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        room.app.radio(key=room.key()).set_value(form["choice"][0]).run()


class Boxes:
    @staticmethod
    def shows(room: Room) -> Answers:
        names = [option.id for option in room.question.options]
        return {"choice": sorted(name for name in names if room.app.checkbox(key=room.key(name)).value)}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        wanted = form.get("choice", [])
        for option in room.question.options:
            box = room.app.checkbox(key=room.key(option.id))
            if box.value != (option.id in wanted):
                box.set_value(option.id in wanted).run()


class Field:
    @staticmethod
    def shows(room: Room) -> Answers:
        value = room.app.text_input(key=room.key()).value
        return {"value": [value]} if value else {}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        room.app.text_input(key=room.key()).set_value(form["value"][0]).run()


class Lists:
    @staticmethod
    def shows(room: Room) -> Answers:
        names = [item.id for item in room.question.left]
        return {name: [room.app.selectbox(key=room.key(name)).value or ""] for name in names}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        for name, values in form.items():
            room.app.selectbox(key=room.key(name)).set_value(values[0] or None).run()


class Teller:
    """Chooses by pressing, as far as the story goes; another way is begun again."""

    @staticmethod
    def shows(room: Room) -> Answers:
        say = desk.say(room.record["language"], room.record["both"])
        told, path = room.text(), []
        moment = room.question.tale.moments[0]
        while moment is not None:
            you = [say("questions.branching.you", text=choice.text) for choice in moment.choices]
            chosen = next((c for c, text in zip(moment.choices, you, strict=True) if text in told), None)
            if chosen is None:
                break
            path.append(chosen.id)
            after = room.question.tale.after(moment, chosen)
            moment = None if after == "end" else room.question.tale.moment(after)
        return {"path": path}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        if room.shows()["path"]:
            room.app.button(key=room.key("again")).click().run()
        for n, choice in enumerate(form["path"] if room.record["saves"] else ()):
            room.app.button(key=room.key(f"{n}-{choice}")).click().run()


class Desk:
    """Moves sliders, flips switches and presses choices, one after the other."""

    @staticmethod
    def widgets(room: Room) -> dict[str, Any]:
        kinds = [kind for name in ("slider", "toggle", "button_group") for kind in room.app.get(name)]
        held = {widget.key: widget for widget in kinds}
        return {control.name: held[room.key(control.name)] for control in room.question.controls}

    @staticmethod
    def shows(room: Room) -> Answers:
        unset = desk.say(room.record["language"], room.record["both"])("questions.simulator_goal.unset")
        if unset in room.text():
            return {}
        return {name: [str(widget.value).lower()] for name, widget in Desk.widgets(room).items()}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        for name, (value,) in form.items():
            widget = Desk.widgets(room)[name]
            wanted: Any = value
            if isinstance(widget.value, int):
                wanted = value == "true" if isinstance(widget.value, bool) else int(value)
            if widget.value != wanted:
                widget.set_value(wanted).run()


HANDS: dict[str, Any] = {
    "single": Radio,
    "true_false": Radio,
    "multiple": Boxes,
    "numeric": Field,
    "matching": Lists,
    "hotspot": Radio,
    "branching": Teller,
    "simulator_goal": Desk,
    "ordering": sorts.Rows,
    "categorising": sorts.Rows,
}


class Line:
    @staticmethod
    def shows(room: Room) -> Answers:
        value = room.app.text_input(key=room.key()).value
        return {"text": [value]} if value else {}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        room.app.text_input(key=room.key()).set_value(form["text"][0]).run()


class Gaps:
    @staticmethod
    def fields(room: Room, name: str) -> Any:
        choice = hasattr(room.question.gaps[name], "options")
        return room.app.selectbox(key=room.key(name)) if choice else room.app.text_input(key=room.key(name))

    @staticmethod
    def shows(room: Room) -> Answers:
        return {name: [Gaps.fields(room, name).value or ""] for name in room.question.gaps}

    @staticmethod
    def give(room: Room, form: Answers) -> None:
        for name, values in form.items():
            Gaps.fields(room, name).set_value(values[0] or None).run()


HANDS |= {"short_answer": Line, "gaps": Gaps}


@pytest.fixture(params=questions.names())
def kind(request: pytest.FixtureRequest) -> Kind:
    assert request.param in HANDS, f"test_widgets.py has no hands for {request.param}"
    return questions.kind(request.param)


@pytest.fixture
def question(kind: Kind) -> Any:
    return desk.samples(kind.name)[0][0]


def _form(kind: Kind, question: Any, wanted: Callable[[Any], bool]) -> Answers:
    """The first readable sample form whose response is `wanted`."""
    for other, answers in desk.samples(kind.name):
        for answer in answers:
            if other is question and not answer.get("unreadable") and wanted(kind.rules.read(question, answer["form"])):
                return answer["form"]
    raise LookupError(kind.name)


def _read(kind: Kind, question: Any, shown: Answers) -> Any:
    return kind.rules.read(question, shown)


def _widgets(app: Any) -> list[Any]:
    kinds = ("radio", "checkbox", "text_input", "selectbox", "slider", "toggle", "button_group", "button")
    return [widget for kind in kinds for widget in app.get(kind)]


def test_nothing_is_chosen_before_the_learner_chooses(question: Any) -> None:
    assert not any(value for values in Room(question).shows().values() for value in values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_saved_response_is_shown(kind: Kind, question: Any, language: Language) -> None:
    for other, response in desk.readable(kind):
        if other is question:
            room = Room(question, response, language=language)
            assert _read(kind, question, room.shows()) == response
            assert room.record["forms"] == []


def test_an_answer_given_is_an_answer_saved(kind: Kind, question: Any) -> None:
    room = Room(question)
    wrong = _form(kind, question, lambda response: response != kind.rules.key(question))
    right = _form(kind, question, lambda response: response == kind.rules.key(question))
    for form in (wrong, right):
        room.give(form)
        assert room.record["response"] == kind.rules.read(question, form) == _read(kind, question, room.shows())
    assert room.record["forms"], "seat.answer was never called"


def test_three_switches_of_language_lose_nothing(kind: Kind, question: Any) -> None:
    form = _form(kind, question, lambda response: response == kind.rules.key(question))
    room = Room(question)
    room.give(form)
    saved, sent = room.record["response"], len(room.record["forms"])
    for language in ("en", "zh", "en"):
        room.switch(language)
        assert _read(kind, question, room.shows()) == saved
    assert len(room.record["forms"]) == sent, "a switch is no answer"


def test_an_answer_in_the_other_language_is_kept_on_the_way_back(kind: Kind, question: Any) -> None:
    room = Room(question)
    room.give(_form(kind, question, lambda response: response != kind.rules.key(question)))
    room.switch("en")
    room.give(_form(kind, question, lambda response: response == kind.rules.key(question)))
    room.switch("zh")
    assert _read(kind, question, room.shows()) == kind.rules.key(question) == room.record["response"]


def test_both_languages_at_once_lose_nothing(kind: Kind, question: Any) -> None:
    room = Room(question, kind.rules.key(question))
    for both in (True, False, True):
        room.record["both"] = both
        room.run()
        assert _read(kind, question, room.shows()) == kind.rules.key(question)


def test_what_was_not_saved_is_not_shown(kind: Kind, question: Any) -> None:
    right = kind.rules.key(question)
    room = Room(question, right, saves=False)
    room.give(_form(kind, question, lambda response: response != right))
    assert room.record["forms"]
    assert _read(kind, question, room.shows()) == right


def test_an_answer_from_elsewhere_appears(kind: Kind, question: Any) -> None:
    room = Room(question)
    room.record["response"] = kind.rules.key(question)
    room.run()
    assert _read(kind, question, room.shows()) == kind.rules.key(question)


def test_a_closed_question_takes_no_answer(kind: Kind, question: Any) -> None:
    room = Room(question, kind.rules.key(question), open=False)
    closed = [widget.disabled for widget in _widgets(room.app)]
    if hasattr(HANDS[kind.name], "closed"):
        closed.append(HANDS[kind.name].closed(room))
    assert closed
    assert all(closed)
    assert _read(kind, question, room.shows()) == kind.rules.key(question)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marked_question_says_in_words_what_was_right(kind: Kind, question: Any, language: Language) -> None:
    say = desk.say(language).within(f"questions.{kind.name}")
    for other, response in [*desk.readable(kind), (question, None)]:
        if other is not question:
            continue
        text = Room(question, response, marked=True, language=language).text()
        grade = kind.rules.grade(question, {}, response)
        told = [say("right"), say("should", text="").strip(), say("yours")]
        if grade.full:
            assert told[0] in text
            assert told[2] not in text
        elif response is None:
            assert ":material/check:" in text
            assert ":material/close:" not in text
        else:
            assert told[1].split("{")[0] in text or told[0] in text
        for feedback in kind.rules.feedback(question, response) if response else ():
            assert feedback.told(language) in text
        assert (":material/close:" in text) == (told[2] in text), "a cross never stands without its word"


def test_a_marked_question_has_no_widget_left(kind: Kind, question: Any) -> None:
    app = Room(question, kind.rules.key(question), marked=True).app
    assert not _widgets(app)
    if hasattr(HANDS[kind.name], "closed"):  # its widget is a script of ours; others draw pictures with one
        assert not app.get("bidi_component")


def test_a_number_that_cannot_be_read_is_said_and_not_saved() -> None:
    question = desk.samples("numeric")[0][0]
    room = Room(question)
    room.give({"value": ["6000 万"]})
    saved = room.record["response"]
    assert "6000 万元" in room.text()
    room.give({"value": ["**六千**万"]})
    assert room.record["response"] == saved
    assert room.shows() == {"value": ["60000000"]}
    assert "“**六千**万”读不出一个数" in room.text()
    room.give({"value": ["5"]})
    assert "读不出" not in room.text()


def test_authors_signs_are_shown_as_written() -> None:
    from courseware.questions import view

    assert view.label("**1.** 花 $5 到 $10 :red[x]") == r"**1\.** 花 \$5 到 \$10 \:red\[x\]"
