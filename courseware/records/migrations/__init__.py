"""Making and updating the tables. One file a step in versions/, named by its number; the last one is the head."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from courseware.errors import Unready

if TYPE_CHECKING:
    from courseware.records.database import Records

FOLDER = Path(__file__).parent
KNOWN = tuple(sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")))
HEAD = KNOWN[-1]
_POSTGRESQL_LOCK = 4_907_221  # any number, the same in every process
_PATIENCE = 60  # seconds to wait while another process migrates


def version(db: Connection) -> str | None:
    """The step the database is at; None for an empty one."""
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up_to_date(records: "Records") -> None:
    """Take the steps the database lacks, under a lock. Raises Unready."""
    with _alone(records):
        with records.reading() as db:
            if _at_head(version(db)):
                return
        with records.altering() as db:
            if db.dialect.name == "postgresql":
                db.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": f"{_PATIENCE}s"})
                db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK})
            if not _at_head(version(db)):
                _upgrade(db)


def _at_head(found: str | None) -> bool:
    if found is not None and found not in KNOWN:
        raise Unready(
            f"the database is at step {found}, this program knows steps up to {HEAD}: "
            "start the newer program again, or restore a backup made before the update"
        )
    return found == HEAD


def _alone(records: "Records") -> AbstractContextManager[Any]:
    """One start at a time where the database is a file: not even a reader may open it while another makes it.

    SQLite answers "locked" at once to whoever opens a new file while its journal is being set up.
    """
    if records.file is None:
        return nullcontext()
    from filelock import FileLock

    return FileLock(f"{records.file}.lock", timeout=_PATIENCE)


def _upgrade(db: Connection) -> None:
    from alembic import command  # 100 ms that only a start that migrates pays
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, "head")
