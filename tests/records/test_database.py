import threading
import time

import pytest
from sqlalchemy import insert, select, update

from courseware.errors import Refused, Unready
from courseware.records import people
from courseware.records.database import Records, insert_new
from courseware.records.tables import person, snapshot
from tests.records.sample import NOW, add, together

ROW = {"hash": "h", "schema_number": 1, "body": "0"}


def body(db) -> str | None:
    return db.execute(select(snapshot.c.body)).scalar()


def test_what_was_written_is_there_for_the_next_reader(records):
    with records.writing() as db:
        db.execute(insert(snapshot).values(ROW))
    with records.reading() as db:
        assert body(db) == "0"


def test_an_error_leaves_nothing_behind(records):
    def fail():
        with records.writing() as db:
            db.execute(insert(snapshot).values(ROW))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with records.reading() as db:
        assert body(db) is None


def test_a_reader_sees_one_moment(records):
    with records.writing() as db:
        db.execute(insert(snapshot).values(ROW))
    with records.reading() as reader:
        assert body(reader) == "0"
        with records.writing() as writer:
            writer.execute(update(snapshot).values(body="1"))
        assert body(reader) == "0"
    with records.reading() as db:
        assert body(db) == "1"


def test_fifteen_writers_who_read_first_lose_no_update(records):
    with records.writing() as db:
        db.execute(insert(snapshot).values(ROW))

    def add_one(_):
        for _ in range(20):
            with records.writing() as db:
                found = db.execute(select(snapshot.c.body).with_for_update()).scalar_one()
                db.execute(update(snapshot).values(body=str(int(found) + 1)))

    assert together(add_one) == [None] * 15
    with records.reading() as db:
        assert body(db) == "300"


def test_of_fifteen_who_insert_the_same_row_one_does(records):
    def put(_):
        with records.writing() as db:
            return db.execute(insert_new(db, snapshot).values(ROW)).rowcount

    assert sorted(together(put)) == [0] * 14 + [1]


def test_of_fifteen_who_register_one_number_one_succeeds(records):
    done = together(lambda n: add(records, "00017", name=f"{n}"))
    refused = [one for one in done if isinstance(one, Refused)]
    assert [one.key for one in refused] == ["number-taken"] * 14
    with records.reading() as db:
        assert people.listed(db)[1] == 1


def test_sqlite_waits_for_the_disk_and_checks_references(tmp_path):
    records = Records(f"sqlite:///{tmp_path / 'new folder' / 'courseware.db'}")
    with records.reading() as db:
        told = {
            name: db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_locked_database_is_away_and_comes_back(address):
    records = Records(address, patience=1)
    other = Records(address)
    entered, leave = threading.Event(), threading.Event()
    add(other)

    def hold():
        with other.writing() as db:
            db.execute(select(person).with_for_update())
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait(10)
    try:
        with pytest.raises(Refused) as caught, records.writing() as db:
            db.execute(select(person).with_for_update())
        assert caught.value.key == "database-away"
        with records.reading() as db:
            assert people.anybody(db)
    finally:
        leave.set()
        thread.join()
    add(records, "00018")
    records.close()
    other.close()


def test_a_lost_postgresql_is_away_and_comes_back(postgresql):
    name, address = postgresql.fresh()
    records = Records(address, patience=2)
    add(records)
    postgresql.unplug(name)
    for deed in (records.ping, lambda: add(records, "00018")):
        with pytest.raises(Refused) as caught:
            deed()
        assert caught.value.key == "database-away"
    postgresql.plug(name)
    records.ping()
    add(records, "00018")
    records.close()
    postgresql.drop(name)


def test_an_outage_nobody_noticed_costs_nothing(postgresql):
    name, address = postgresql.fresh()
    records = Records(address)
    add(records)
    postgresql.unplug(name)
    postgresql.plug(name)
    add(records, "00018")
    records.close()
    postgresql.drop(name)


def test_a_connection_cut_in_the_middle_saves_nothing_and_says_so(postgresql):
    name, address = postgresql.fresh()
    records = Records(address, patience=2)

    def write():
        with records.writing() as db:
            people.add(db, "00017", "王芳", "中山路店", "hash", ["learner"], NOW)
            postgresql.unplug(name)
            people.departments(db)

    with pytest.raises(Refused) as caught:
        write()
    assert caught.value.key == "database-away"
    postgresql.plug(name)
    with records.reading() as db:
        assert not people.anybody(db)
    records.close()
    postgresql.drop(name)


def test_a_vanished_sqlite_file_is_noticed(migrated_file, tmp_path):
    path = tmp_path / "courseware.db"
    path.write_bytes(migrated_file.read_bytes())
    records = Records(f"sqlite:///{path}")
    records.ping()
    path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(Refused):
        records.ping()
    (tmp_path / "elsewhere.db").rename(path)
    records.ping()


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "sqlite://", "postgresql+psycopg://host"])
def test_an_address_of_another_kind_is_explained(url):
    with pytest.raises(Unready, match="COURSEWARE_DATABASE_URL"):
        Records(url)


def test_a_start_that_cannot_work_says_what_is_wrong_and_no_password(tmp_path):
    (tmp_path / "data").write_text("a file, not a folder", "utf-8")
    with pytest.raises(Unready, match="COURSEWARE_DATA_DIR"):
        Records(f"sqlite:///{tmp_path / 'data' / 'courseware.db'}")
    with pytest.raises(Unready, match="not a database"):
        Records(f"sqlite:///{tmp_path / 'data'}").migrate()
    nowhere = Records("postgresql+psycopg://someone:secret@127.0.0.1:1/name", patience=1)
    with pytest.raises(Unready, match="127") as caught:
        nowhere.migrate()
    assert "secret" not in str(caught.value)


def test_closed_records_open_again(records):
    add(records)
    records.close()
    with records.reading() as db:
        assert people.anybody(db)


def test_readers_do_not_wait_for_a_writer(records):
    add(records)
    with records.writing() as db:
        people.set_active(db, 1, False)
        began = time.monotonic()
        with records.reading() as reader:
            assert people.anybody(reader)
        assert time.monotonic() - began < 1
