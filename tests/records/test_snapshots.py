import json
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from courseware.errors import Unready
from courseware.records import snapshots
from courseware.records.tables import snapshot
from tests.records.sample import quiz, together

KEPT = sorted((Path(__file__).parent / "snapshots").glob("*.json"))


def test_one_snapshot_of_every_schema_is_kept():
    assert [int(path.stem) for path in KEPT] == list(range(1, snapshots.SCHEMA + 1))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_snapshot_of_each_schema_can_still_be_read(path):
    """If this fails, the models have changed: add one to SCHEMA, write an upcaster, and keep a new snapshot."""
    read = snapshots.read(path.read_text("utf-8"), int(path.stem))
    assert {question.kind for question in read.questions} == {"single", "multiple", "true_false", "numeric", "matching"}
    assert [str(question.points) for question in read.questions] == ["1", "1", "1", "1", "1"]


def test_the_newest_snapshot_is_what_is_written_today():
    body = KEPT[-1].read_text("utf-8")
    assert snapshots.canonical(snapshots.read(body, snapshots.SCHEMA)) == body


def test_the_same_quiz_is_kept_once_and_an_edited_one_apart(records):
    with records.writing() as db:
        first, again = snapshots.keep(db, quiz()), snapshots.keep(db, quiz())
        edited = snapshots.keep(db, quiz(pass_mark=70))
        assert first == again != edited
        assert db.execute(select(func.count()).select_from(snapshot)).scalar_one() == 2
        assert snapshots.of(db, first) == quiz()
        assert snapshots.of(db, edited).pass_mark == 70
        assert snapshots.title(db, first) == quiz().title


def test_a_snapshot_is_read_from_the_database_when_it_is_not_in_memory(records, monkeypatch):
    with records.writing() as db:
        digest = snapshots.keep(db, quiz())
        monkeypatch.setattr(snapshots, "_quizzes", {})
        monkeypatch.setattr(snapshots, "_titles", {})
        assert snapshots.of(db, digest) == quiz()
        assert snapshots.title(db, digest) == quiz().title


def test_a_quiz_known_from_another_database_is_still_kept_in_this_one(records):
    digest = sha256(snapshots.canonical(quiz()).encode()).hexdigest()
    snapshots._quizzes[digest] = quiz()
    with records.writing() as db:
        assert snapshots.keep(db, quiz()) == digest
        assert db.execute(select(snapshot.c.hash)).scalars().all() == [digest]


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(snapshots, "_MOST", 3)
    kept = {}
    for n in range(10):
        snapshots._remember(kept, str(n), n)
    assert len(kept) <= 3
    assert kept["9"] == 9


def test_canonical_json_is_sorted_tight_and_readable():
    body = snapshots.canonical(quiz())
    assert json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == body
    assert "三杯水" in body


def test_what_the_models_no_longer_know_is_left_out():
    raw = json.loads(snapshots.canonical(quiz()))
    raw["colour"] = "blue"
    raw["questions"][0]["options"][1]["weight"] = 3
    raw["questions"][4]["hint"] = {"zh": "提示"}
    assert snapshots.read(json.dumps(raw), 1) == quiz()


def test_a_damaged_snapshot_is_an_error_and_not_a_shorter_quiz():
    raw = json.loads(snapshots.canonical(quiz()))
    del raw["questions"][0]["options"]
    with pytest.raises(ValidationError):
        snapshots.read(json.dumps(raw), 1)


def test_upcasters_run_in_order(monkeypatch):
    monkeypatch.setattr(snapshots, "SCHEMA", 3)
    monkeypatch.setattr(snapshots, "UPCASTERS", {1: lambda raw: raw | {"pass_mark": 50}, 2: lambda raw: {
        **raw, "pass_mark": raw["pass_mark"] + 1}})  # fmt: skip
    assert snapshots.read(snapshots.canonical(quiz()), 1).pass_mark == 51
    assert snapshots.read(snapshots.canonical(quiz()), 3).pass_mark == 80


def test_a_snapshot_of_a_newer_program_is_refused():
    with pytest.raises(Unready, match="newer"):
        snapshots.read("{}", snapshots.SCHEMA + 1)


def test_fifteen_threads_may_keep_the_same_new_quiz(records):
    def keep(_):
        with records.writing() as db:
            return snapshots.keep(db, quiz(pass_mark=61))

    assert len(set(together(keep))) == 1
