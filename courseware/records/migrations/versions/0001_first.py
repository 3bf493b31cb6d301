"""The first tables."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    text,
)  # fmt: skip

revision = "0001"
down_revision = None


def _once(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


def upgrade() -> None:
    """Make them; times are text, see courseware/records/tables.py."""
    op.create_table(
        "one_time_code",
        Column("code_hash", String(64), nullable=False),
        Column("purpose", String(24), nullable=False),
        Column("made_at", String(32), nullable=False),
        Column("used_at", String(32)),
        PrimaryKeyConstraint("code_hash", name="pk_one_time_code"),
    )
    op.create_table(
        "person",
        Column("id", Integer(), nullable=False),
        Column("employee_number", String(40), nullable=False),
        Column("name", String(80), nullable=False),
        Column("department", String(80), nullable=False),
        Column("password_hash", String(200), nullable=False),
        Column("active", Boolean(), nullable=False),
        Column("registered_at", String(32), nullable=False),
        PrimaryKeyConstraint("id", name="pk_person"),
        UniqueConstraint("employee_number", name="uq_person_employee_number"),
    )
    op.create_index("ix_person_department", "person", ["department"])
    op.create_table(
        "snapshot",
        Column("hash", String(64), nullable=False),
        Column("schema_number", Integer(), nullable=False),
        Column("body", Text(), nullable=False),
        PrimaryKeyConstraint("hash", name="pk_snapshot"),
    )
    op.create_table(
        "audit",
        Column("id", Integer(), nullable=False),
        Column("at", String(32), nullable=False),
        Column("person_id", Integer()),
        Column("deed", String(40), nullable=False),
        Column("subject", String(200), nullable=False),
        Column("details", JSON(), nullable=False),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_audit_person_id"),
        PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "participation",
        Column("id", Integer(), nullable=False),
        Column("mode", String(16), nullable=False),
        Column("person_id", Integer()),
        Column("device", String(64)),
        Column("began_at", String(32), nullable=False),
        Column("credited_at", String(32)),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_participation_person_id"),
        PrimaryKeyConstraint("id", name="pk_participation"),
    )
    op.create_index("ix_participation_device", "participation", ["device"])
    op.create_index("ix_participation_person_id", "participation", ["person_id"])
    _once("uq_participation_device", "participation", ["device", "mode"], "mode <> 'room' AND person_id IS NULL")
    _once("uq_participation_own", "participation", ["person_id"], "mode = 'self-study' AND credited_at IS NULL")
    op.create_table(
        "person_role",
        Column("person_id", Integer(), nullable=False),
        Column("role", String(16), nullable=False),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_role_person_id"),
        PrimaryKeyConstraint("person_id", "role", name="pk_person_role"),
    )
    op.create_table(
        "session",
        Column("token_hash", String(64), nullable=False),
        Column("person_id", Integer(), nullable=False),
        Column("started_at", String(32), nullable=False),
        Column("expires_at", String(32), nullable=False),
        Column("revoked_at", String(32)),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_session_person_id"),
        PrimaryKeyConstraint("token_hash", name="pk_session"),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])
    op.create_table(
        "attempt",
        Column("id", Integer(), nullable=False),
        Column("participation_id", Integer(), nullable=False),
        Column("person_id", Integer()),
        Column("quiz_id", String(40), nullable=False),
        Column("snapshot_hash", String(64), nullable=False),
        Column("seed", BigInteger(), nullable=False),
        Column("paper", JSON(), nullable=False),
        Column("pass_mark", Integer(), nullable=False),
        Column("began_at", String(32), nullable=False),
        Column("submitted_at", String(32)),
        Column("total_points", String(40)),
        Column("total_maximum", String(40)),
        Column("score", Float()),
        ForeignKeyConstraint(["participation_id"], ["participation.id"], name="fk_attempt_participation_id"),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attempt_person_id"),
        ForeignKeyConstraint(["snapshot_hash"], ["snapshot.hash"], name="fk_attempt_snapshot_hash"),
        PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_participation_id", "attempt", ["participation_id"])
    of_one = ["person_id", "quiz_id"]
    op.create_index("ix_attempt_best", "attempt", [*of_one, text("score DESC"), "submitted_at", "id", "pass_mark"])
    op.create_index("ix_attempt_age", "attempt", [*of_one, "submitted_at", "id", "score", "pass_mark"])
    op.create_index("ix_attempt_submitted_at_id", "attempt", ["submitted_at", "id"])
    _once("uq_attempt_open", "attempt", ["participation_id", "quiz_id"], "submitted_at IS NULL")
    op.create_table(
        "page_seen",
        Column("id", Integer(), nullable=False),
        Column("participation_id", Integer(), nullable=False),
        Column("lesson_id", String(40), nullable=False),
        Column("page_id", String(40), nullable=False),
        Column("seen_at", String(32), nullable=False),
        ForeignKeyConstraint(["participation_id"], ["participation.id"], name="fk_page_seen_participation_id"),
        PrimaryKeyConstraint("id", name="pk_page_seen"),
    )
    op.create_index("ix_page_seen_participation_id_lesson_id", "page_seen", ["participation_id", "lesson_id"])
    op.create_table(
        "answer",
        Column("id", Integer(), nullable=False),
        Column("attempt_id", Integer(), nullable=False),
        Column("question_id", String(40), nullable=False),
        Column("revision", Integer(), nullable=False),
        Column("response", JSON(), nullable=False),
        Column("language", String(2), nullable=False),
        Column("given_at", String(32), nullable=False),
        ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_answer_attempt_id"),
        PrimaryKeyConstraint("id", name="pk_answer"),
        UniqueConstraint("attempt_id", "question_id", "revision", name="uq_answer_attempt_id_question_id_revision"),
    )
    op.create_table(
        "grading",
        Column("id", Integer(), nullable=False),
        Column("attempt_id", Integer(), nullable=False),
        Column("question_id", String(40), nullable=False),
        Column("points", String(40), nullable=False),
        Column("maximum", String(40), nullable=False),
        Column("grader_version", Integer(), nullable=False),
        Column("reason", String(200), nullable=False),
        Column("graded_at", String(32), nullable=False),
        ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_grading_attempt_id"),
        PrimaryKeyConstraint("id", name="pk_grading"),
    )
    op.create_index("ix_grading_attempt_id_question_id", "grading", ["attempt_id", "question_id"])
