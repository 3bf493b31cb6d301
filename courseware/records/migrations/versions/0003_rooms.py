"""Workshops: rooms, who is in them, what was put to them, and what they answered."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    text,
)  # fmt: skip

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add them; times are text, see courseware/records/tables.py."""
    op.create_table(
        "room",
        Column("id", Integer(), nullable=False),
        Column("code", String(6), nullable=False),
        Column("title", String(80), nullable=False),
        Column("program", JSON(), nullable=False),
        Column("seed", BigInteger(), nullable=False),
        Column("made_by", Integer(), nullable=False),
        Column("made_at", String(32), nullable=False),
        Column("scheduled_at", String(32)),
        Column("opened_at", String(32)),
        Column("ended_at", String(32)),
        Column("version", Integer(), nullable=False),
        Column("state", JSON(), nullable=False),
        ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_room_made_by"),
        PrimaryKeyConstraint("id", name="pk_room"),
        UniqueConstraint("code", name="uq_room_code"),
    )
    op.create_table(
        "room_trainer",
        Column("room_id", Integer(), nullable=False),
        Column("person_id", Integer(), nullable=False),
        Column("joined_at", String(32), nullable=False),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_room_trainer_person_id"),
        ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_room_trainer_room_id"),
        PrimaryKeyConstraint("room_id", "person_id", name="pk_room_trainer"),
    )
    op.create_table(
        "room_member",
        Column("id", Integer(), nullable=False),
        Column("room_id", Integer(), nullable=False),
        Column("token_hash", String(64), nullable=False),
        Column("nickname", String(24), nullable=False),
        Column("employee_number", String(40)),
        Column("person_id", Integer()),
        Column("language", String(2), nullable=False),
        Column("joined_at", String(32), nullable=False),
        Column("removed_at", String(32)),
        ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_room_member_person_id"),
        ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_room_member_room_id"),
        PrimaryKeyConstraint("id", name="pk_room_member"),
        UniqueConstraint("token_hash", name="uq_room_member_token_hash"),
    )
    op.create_index("ix_room_member_person_id", "room_member", ["person_id"])
    op.create_index("ix_room_member_room_id_id", "room_member", ["room_id", "id"])
    where = text("person_id IS NOT NULL AND removed_at IS NULL")
    op.create_index(
        "uq_room_member_person",
        "room_member",
        ["room_id", "person_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_table(
        "poll",
        Column("id", Integer(), nullable=False),
        Column("room_id", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("lesson_id", String(40)),
        Column("page_id", String(40)),
        Column("question_id", String(60), nullable=False),
        Column("body", JSON(), nullable=False),
        Column("parameters", JSON(), nullable=False),
        Column("opened_at", String(32), nullable=False),
        Column("closed_at", String(32)),
        Column("revealed_at", String(32)),
        ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_poll_room_id"),
        PrimaryKeyConstraint("id", name="pk_poll"),
    )
    op.create_index("ix_poll_room_id", "poll", ["room_id"])
    op.create_table(
        "vote",
        Column("poll_id", Integer(), nullable=False),
        Column("member_id", Integer(), nullable=False),
        Column("response", JSON(), nullable=False),
        Column("language", String(2), nullable=False),
        Column("given_at", String(32), nullable=False),
        ForeignKeyConstraint(["member_id"], ["room_member.id"], name="fk_vote_member_id"),
        ForeignKeyConstraint(["poll_id"], ["poll.id"], name="fk_vote_poll_id"),
        PrimaryKeyConstraint("poll_id", "member_id", name="pk_vote"),
    )
    op.create_table(
        "room_step",
        Column("id", Integer(), nullable=False),
        Column("room_id", Integer(), nullable=False),
        Column("lesson_id", String(40), nullable=False),
        Column("page_id", String(40), nullable=False),
        Column("at", String(32), nullable=False),
        ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_room_step_room_id"),
        PrimaryKeyConstraint("id", name="pk_room_step"),
    )
    op.create_index("ix_room_step_room_id", "room_step", ["room_id"])
    op.create_table(
        "room_question",
        Column("id", Integer(), nullable=False),
        Column("room_id", Integer(), nullable=False),
        Column("member_id", Integer(), nullable=False),
        Column("body", String(300), nullable=False),
        Column("asked_at", String(32), nullable=False),
        Column("answered_at", String(32)),
        Column("hidden_at", String(32)),
        ForeignKeyConstraint(["member_id"], ["room_member.id"], name="fk_room_question_member_id"),
        ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_room_question_room_id"),
        PrimaryKeyConstraint("id", name="pk_room_question"),
    )
    op.create_index("ix_room_question_room_id", "room_question", ["room_id"])
    op.create_table(
        "room_upvote",
        Column("question_id", Integer(), nullable=False),
        Column("member_id", Integer(), nullable=False),
        ForeignKeyConstraint(["member_id"], ["room_member.id"], name="fk_room_upvote_member_id"),
        ForeignKeyConstraint(["question_id"], ["room_question.id"], name="fk_room_upvote_question_id"),
        PrimaryKeyConstraint("question_id", "member_id", name="pk_room_upvote"),
    )
