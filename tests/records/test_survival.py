"""A killed server loses nothing it has confirmed."""

import json
import multiprocessing
import shutil

from courseware.actions import quizzes
from courseware.people import Person
from courseware.records import attempts
from courseware.records.database import Records
from tests.records.sample import NOW, add, quiz


def answer_for_ever(address: str, person: Person, attempt: int, revision: int, receipts) -> None:
    records = Records(address)
    while True:
        choice = "abc"[revision % 3]
        receipt = quizzes.answer(records, person, attempt, "one", revision, {"choice": [choice]}, "zh", NOW)
        receipts.send((receipt.number, receipt.revision, choice))
        revision += 1


def test_every_receipt_given_before_a_kill_is_in_the_file(migrated_file, tmp_path):
    path = tmp_path / "courseware.db"
    shutil.copy(migrated_file, path)
    address = f"sqlite:///{path}"
    records = Records(address)
    person = add(records)
    attempt = quizzes.begin(records, person, "water", quiz(), 1, NOW)
    fork, revision = multiprocessing.get_context("fork"), 1
    for times in range(1, 11):
        records.close()  # a connection must not be inherited
        receiving, sending = fork.Pipe(duplex=False)
        child = fork.Process(target=answer_for_ever, args=(address, person, attempt.id, revision, sending))
        child.start()
        sending.close()
        told = [receiving.recv() for _ in range(3 * times)]
        child.kill()
        child.join()
        while receiving.poll():
            try:
                told.append(receiving.recv())
            except EOFError:
                break
        with records.reading() as db:
            rows = db.exec_driver_sql("SELECT id, revision, response FROM answer").all()
            kept = {row[0]: (row[1], json.loads(row[2])["choice"]) for row in rows}
            assert db.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            current = attempts.current(db, attempt.id)["one"].revision
        for number, given, choice in told:
            assert kept[number] == (given, choice)
        assert sorted(given for given, _ in kept.values()) == list(range(1, current + 1))
        revision = current + 1
    records.close()
