# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
import subprocess
import sys
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import text

from courseware.errors import Unready
from courseware.records import migrations, people
from courseware.records.database import Records
from courseware.records.tables import metadata
from tests.records.sample import add, together


def test_migrating_an_empty_database_gives_the_tables_of_the_code(empty_address):
    records = Records(empty_address)
    records.migrate()

    def comparable(_thing, name, *_):  # Alembic cannot compare a descending index of SQLite; the next test does
        return not (name == "ix_attempt_best" and records.file)

    options = {"compare_type": True, "compare_server_default": True, "include_object": comparable}
    with records.reading() as db:
        assert compare_metadata(MigrationContext.configure(db, opts=options), metadata) == []
        assert migrations.version(db) == migrations.HEAD
    records.close()


def test_migrating_gives_the_indexes_of_the_code_with_their_conditions(empty_address):
    def indexes(make):
        records = Records(empty_address)
        make(records)
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' ORDER BY name"
        if records.file is None:
            sql = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        with records.altering() as db:
            db.execute(text("DROP TABLE IF EXISTS alembic_version"))
            found = [tuple(row) for row in db.execute(text(sql))]
            metadata.drop_all(db)
        return found

    def create(records):
        with records.altering() as db:
            metadata.create_all(db)

    made = indexes(create)
    assert sum("WHERE" in sql for _, sql in made) == 6
    assert indexes(Records.migrate) == made


def test_the_last_step_is_alembics_head():
    assert ScriptDirectory(str(migrations.FOLDER)).get_current_head() == migrations.HEAD


def test_fifteen_starts_at_once_migrate_once(empty_address):
    def start(_):
        records = Records(empty_address)
        records.migrate()
        records.close()

    assert together(start) == [None] * 15


def test_a_start_waits_for_another_that_migrates_longer_than_its_patience(empty_address, monkeypatch):
    upgrade = migrations._upgrade

    def slowly(db):
        upgrade(db)
        time.sleep(2)

    monkeypatch.setattr(migrations, "_upgrade", slowly)

    def start(_):
        records = Records(empty_address, patience=0.3)
        records.migrate()
        records.close()

    assert together(start, 3) == [None] * 3


def test_a_database_newer_than_the_program_is_refused(records):
    with records.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unready, match="step 9999"):
        records.migrate()


def test_a_start_without_migration_does_not_import_alembic(migrated_file, tmp_path):
    path = tmp_path / "courseware.db"
    path.write_bytes(migrated_file.read_bytes())
    code = (
        "import sys; from courseware.records.database import Records; "
        f"Records('sqlite:///{path}').migrate(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_rebuilding_a_table_keeps_what_refers_to_it(records):
    subject = add(records, roles=("learner", "hr"))
    with records.altering() as db:
        operations = Operations(MigrationContext.configure(db, opts={"target_metadata": metadata}))
        with operations.batch_alter_table("person", recreate="auto") as batch:
            batch.alter_column("name", nullable=True)
    with records.reading() as db:
        account = people.by_id(db, subject.id)
    assert account.person == subject


def test_a_step_that_breaks_a_reference_changes_nothing(migrated_file, tmp_path):
    path = tmp_path / "courseware.db"
    path.write_bytes(migrated_file.read_bytes())
    records = Records(f"sqlite:///{path}")
    subject = add(records)
    with pytest.raises(Unready, match="reference"), records.altering() as db:
        db.execute(text("DELETE FROM person"))
    with records.reading() as db:
        assert people.by_id(db, subject.id)
        assert db.execute(text("PRAGMA foreign_keys")).scalar() == 1
