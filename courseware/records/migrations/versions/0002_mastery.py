"""Time limits, closed questions, confidence, allowances, regrades, reviews and certificates."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    false,
    text,
)  # fmt: skip

revision = "0002"
down_revision = "0001"

_OPEN = text("submitted_at IS NULL")


def upgrade() -> None:
    """Add them; times are text, see courseware/records/tables.py."""
    op.add_column("attempt", Column("due_at", String(32)))
    op.add_column("attempt", Column("ran_out", Boolean(), nullable=False, server_default=false()))
    op.create_index("ix_attempt_due", "attempt", ["due_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.add_column("answer", Column("confidence", String(8)))
    op.create_table(
        "closed_question",
        Column("attempt_id", Integer(), nullable=False),
        Column("question_id", String(40), nullable=False),
        Column("closed_at", String(32), nullable=False),
        ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_closed_question_attempt_id"),
        PrimaryKeyConstraint("attempt_id", "question_id", name="pk_closed_question"),
    )
    op.create_table(
        "allowance",
        Column("id", Integer(), nullable=False),
        Column("person_id", Integer(), nullable=False),
        Column("quiz_id", String(40)),
        Column("extra_time", Integer(), nullable=False),
        Column("extra_attempts", Integer(), nullable=False),
        Column("reason", String(200), nullable=False),
        Column("granted_by", Integer(), nullable=False),
        Column("granted_at", String(32), nullable=False),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_allowance_person_id"),
        ForeignKeyConstraint(["granted_by"], ["person.id"], name="fk_allowance_granted_by"),
        PrimaryKeyConstraint("id", name="pk_allowance"),
    )
    op.create_index("ix_allowance_person_id", "allowance", ["person_id"])
    op.create_table(
        "regrade",
        Column("id", Integer(), nullable=False),
        Column("quiz_id", String(40), nullable=False),
        Column("question_id", String(40), nullable=False),
        Column("policy", String(16), nullable=False),
        Column("reason", String(200), nullable=False),
        Column("person_id", Integer(), nullable=False),
        Column("made_at", String(32), nullable=False),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_regrade_person_id"),
        PrimaryKeyConstraint("id", name="pk_regrade"),
    )
    op.create_index("ix_regrade_quiz_id", "regrade", ["quiz_id"])
    op.create_table(
        "regrade_change",
        Column("regrade_id", Integer(), nullable=False),
        Column("attempt_id", Integer(), nullable=False),
        Column("points_before", String(40), nullable=False),
        Column("maximum_before", String(40), nullable=False),
        Column("points_after", String(40), nullable=False),
        Column("maximum_after", String(40), nullable=False),
        ForeignKeyConstraint(["regrade_id"], ["regrade.id"], name="fk_regrade_change_regrade_id"),
        ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_regrade_change_attempt_id"),
        PrimaryKeyConstraint("regrade_id", "attempt_id", name="pk_regrade_change"),
    )
    with op.batch_alter_table("grading") as batch:
        batch.add_column(Column("regrade_id", Integer()))
        batch.create_foreign_key("fk_grading_regrade_id", "regrade", ["regrade_id"], ["id"])
    op.create_table(
        "review",
        Column("id", Integer(), nullable=False),
        Column("participation_id", Integer(), nullable=False),
        Column("question_id", String(40), nullable=False),
        Column("response", JSON(), nullable=False),
        Column("rating", Integer(), nullable=False),
        Column("language", String(2), nullable=False),
        Column("reviewed_at", String(32), nullable=False),
        ForeignKeyConstraint(["participation_id"], ["participation.id"], name="fk_review_participation_id"),
        PrimaryKeyConstraint("id", name="pk_review"),
    )
    of_one = ["participation_id", "question_id", "reviewed_at"]
    op.create_index("ix_review_participation_id_question_id_reviewed_at", "review", of_one)
    op.create_table(
        "certificate",
        Column("id", Integer(), nullable=False),
        Column("code", String(24), nullable=False),
        Column("person_id", Integer(), nullable=False),
        Column("award", String(40), nullable=False),
        Column("name", String(80), nullable=False),
        Column("details", JSON(), nullable=False),
        Column("issued_at", String(32), nullable=False),
        Column("revoked_at", String(32)),
        Column("revoked_because", String(200)),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_certificate_person_id"),
        PrimaryKeyConstraint("id", name="pk_certificate"),
        UniqueConstraint("code", name="uq_certificate_code"),
    )
    standing = text("revoked_at IS NULL")
    op.create_index(
        "uq_certificate_standing", "certificate", ["person_id", "award"], unique=True,
        sqlite_where=standing, postgresql_where=standing,
    )  # fmt: skip
