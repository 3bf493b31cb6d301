"""Every table. Times are UTC, stored as text in ISO 8601 with microseconds so that both databases sort them alike."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    desc,
    false,
    text,
)  # fmt: skip

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Time(TypeDecorator[datetime]):
    """An aware datetime; a naive one is a mistake and is refused."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _once(name: str, *columns: str, where: str) -> Index:
    """At most one row with the same `columns` among the rows `where` holds."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


person = Table(
    "person", metadata, _id(),
    Column("employee_number", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("department", String(80), nullable=False, index=True),
    Column("password_hash", String(200), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("registered_at", Time, nullable=False),
)  # fmt: skip

person_role = Table(
    "person_role", metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("role", String(16), primary_key=True),
)  # fmt: skip

# A sign-in. The cookie's value is not here, only its SHA-256.
session = Table(
    "session", metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("started_at", Time, nullable=False),
    Column("expires_at", Time, nullable=False),
    Column("revoked_at", Time),
)  # fmt: skip

# A code that works once: `purpose` is first-admin.
one_time_code = Table(
    "one_time_code", metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("purpose", String(24), nullable=False),
    Column("made_at", Time, nullable=False),
    Column("used_at", Time),
)  # fmt: skip

# Somebody taking part in something: a person, a device without one, or nobody known. A guest's quizzes hang on a
# participation of their own (practice), because what a guest looked at is credited to a person and quizzes are not.
participation = Table(
    "participation", metadata, _id(),
    Column("mode", String(16), nullable=False),  # self-study, practice, room
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("device", String(64), index=True),
    Column("began_at", Time, nullable=False),
    Column("credited_at", Time),
    _once("uq_participation_own", "person_id", where="mode = 'self-study' AND credited_at IS NULL"),
    _once("uq_participation_device", "device", "mode", where="mode <> 'room' AND person_id IS NULL"),
)  # fmt: skip

# One row per page looked at, the log from which progress and the last page are computed.
page_seen = Table(
    "page_seen", metadata, _id(),
    Column("participation_id", ForeignKey("participation.id"), nullable=False),
    Column("lesson_id", String(40), nullable=False),
    Column("page_id", String(40), nullable=False),
    Column("seen_at", Time, nullable=False),
    Index(None, "participation_id", "lesson_id"),
)  # fmt: skip

# Canonical JSON of a validated quiz at the moment somebody began it.
snapshot = Table(
    "snapshot", metadata,
    Column("hash", String(64), primary_key=True),
    Column("schema_number", Integer, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

# Three things are said twice, in the transaction that says them first, so that HR's table of 100,000 attempts takes
# milliseconds: `person_id` repeats the participation's (whoever credits a participation with attempts sets both), the
# totals repeat the sum of the latest gradings, exact as "3/2", and `score` is their per cent rounded down, so that
# score >= pass_mark holds exactly when the exact per cent reaches it. What a room booked (records/credited.py) is an
# attempt too, at a quiz called "room:<code>", without a pass mark (0), on a participation of the mode room.
attempt = Table(
    "attempt", metadata, _id(),
    Column("participation_id", ForeignKey("participation.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("person.id")),
    Column("quiz_id", String(40), nullable=False),
    Column("snapshot_hash", ForeignKey("snapshot.hash"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("paper", JSON, nullable=False),  # [{"question": id, "parameters": {...}}, ...] in the order asked
    Column("pass_mark", Integer, nullable=False),
    Column("began_at", Time, nullable=False),
    Column("due_at", Time),  # when its time runs out; the grace comes on top
    Column("submitted_at", Time),
    Column("ran_out", Boolean, nullable=False, server_default=false()),  # time handed it in, not the learner
    Column("total_points", String(40)),
    Column("total_maximum", String(40)),
    Column("score", Float),
    Index("ix_attempt_best", "person_id", "quiz_id", desc("score"), "submitted_at", "id", "pass_mark"),
    Index("ix_attempt_age", "person_id", "quiz_id", "submitted_at", "id", "score", "pass_mark"),
    Index(None, "submitted_at", "id"),
    Index("ix_attempt_due", "due_at", sqlite_where=text("submitted_at IS NULL"),
          postgresql_where=text("submitted_at IS NULL")),
    _once("uq_attempt_open", "participation_id", "quiz_id", where="submitted_at IS NULL"),
)  # fmt: skip

# Appended, never changed: the row is the receipt, its id the receipt's number.
answer = Table(
    "answer", metadata, _id(),
    Column("attempt_id", ForeignKey("attempt.id"), nullable=False),
    Column("question_id", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("response", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("confidence", String(8)),  # sure, fairly, guess
    Column("given_at", Time, nullable=False),
    UniqueConstraint("attempt_id", "question_id", "revision"),
)  # fmt: skip

# A question of an attempt that can no longer be answered: its feedback was shown, or a one-way quiz went on.
closed_question = Table(
    "closed_question", metadata,
    Column("attempt_id", ForeignKey("attempt.id"), primary_key=True),
    Column("question_id", String(40), primary_key=True),
    Column("closed_at", Time, nullable=False),
)  # fmt: skip

# More time or more attempts for one person: for one quiz, or for all of them (no quiz). The latest row counts.
allowance = Table(
    "allowance", metadata, _id(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("quiz_id", String(40)),
    Column("extra_time", Integer, nullable=False),  # per cent of the time limit
    Column("extra_attempts", Integer, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("granted_by", ForeignKey("person.id"), nullable=False),
    Column("granted_at", Time, nullable=False),
)  # fmt: skip

# A decision about a question that was wrong, applied to attempts handed in before.
regrade = Table(
    "regrade", metadata, _id(),
    Column("quiz_id", String(40), nullable=False, index=True),
    Column("question_id", String(40), nullable=False),
    Column("policy", String(16), nullable=False),  # new-key, full-marks
    Column("reason", String(200), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("made_at", Time, nullable=False),
)  # fmt: skip

# What a regrade did to an attempt: totals before and after, exact as "3/2".
regrade_change = Table(
    "regrade_change", metadata,
    Column("regrade_id", ForeignKey("regrade.id"), primary_key=True),
    Column("attempt_id", ForeignKey("attempt.id"), primary_key=True),
    Column("points_before", String(40), nullable=False),
    Column("maximum_before", String(40), nullable=False),
    Column("points_after", String(40), nullable=False),
    Column("maximum_after", String(40), nullable=False),
)  # fmt: skip

# A question that came back and was answered. The schedule is computed from these rows and the gradings of attempts.
review = Table(
    "review", metadata, _id(),
    Column("participation_id", ForeignKey("participation.id"), nullable=False),
    Column("question_id", String(40), nullable=False),
    Column("response", JSON, nullable=False),
    Column("rating", Integer, nullable=False),  # FSRS: 1 again, 2 hard, 3 good, 4 easy
    Column("language", String(2), nullable=False),
    Column("reviewed_at", Time, nullable=False),
    Index(None, "participation_id", "question_id", "reviewed_at"),
)  # fmt: skip

# Issued once for each person and award; anybody who has the code can check it.
certificate = Table(
    "certificate", metadata, _id(),
    Column("code", String(24), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("award", String(40), nullable=False),  # course, or the id of a module
    Column("name", String(80), nullable=False),  # as it was when issued
    Column("details", JSON, nullable=False),
    Column("issued_at", Time, nullable=False),
    Column("revoked_at", Time),
    Column("revoked_because", String(200)),
    _once("uq_certificate_standing", "person_id", "award", where="revoked_at IS NULL"),
)  # fmt: skip

# Appended too: the latest grading of a question of an attempt counts. Points are exact fractions, "3/2".
grading = Table(
    "grading", metadata, _id(),
    Column("attempt_id", ForeignKey("attempt.id"), nullable=False),
    Column("question_id", String(40), nullable=False),
    Column("points", String(40), nullable=False),
    Column("maximum", String(40), nullable=False),
    Column("grader_version", Integer, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("regrade_id", ForeignKey("regrade.id")),
    Column("graded_at", Time, nullable=False),
    Index(None, "attempt_id", "question_id"),
)  # fmt: skip

# A workshop's room. `program` says what is taught: {"lessons": […]} or {"quiz": …}; `state` is progress.room.State as
# JSON, and `version` counts its changes, so that whoever saw an older one is told.
room = Table(
    "room", metadata, _id(),
    Column("code", String(6), nullable=False, unique=True),
    Column("title", String(80), nullable=False),
    Column("program", JSON, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("made_at", Time, nullable=False),
    Column("scheduled_at", Time),
    Column("opened_at", Time),
    Column("ended_at", Time),
    Column("version", Integer, nullable=False),
    Column("state", JSON, nullable=False),
)  # fmt: skip

room_trainer = Table(
    "room_trainer", metadata,
    Column("room_id", ForeignKey("room.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("joined_at", Time, nullable=False),
)  # fmt: skip

# Somebody in the audience, known by a cookie whose SHA-256 is here. `employee_number` is what they typed; `person_id`
# is who signed in, or to whom the trainer credited it.
room_member = Table(
    "room_member", metadata, _id(),
    Column("room_id", ForeignKey("room.id"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("nickname", String(24), nullable=False),
    Column("employee_number", String(40)),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("language", String(2), nullable=False),
    Column("joined_at", Time, nullable=False),
    Column("removed_at", Time),
    Index(None, "room_id", "id"),
    _once("uq_room_member_person", "room_id", "person_id", where="person_id IS NOT NULL AND removed_at IS NULL"),
)  # fmt: skip

# Something put to the room: a question as it was then, collected, shown, revealed.
poll = Table(
    "poll", metadata, _id(),
    Column("room_id", ForeignKey("room.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),  # question, guess, controls, rating, path
    Column("lesson_id", String(40)),
    Column("page_id", String(40)),
    Column("question_id", String(60), nullable=False),
    Column("body", JSON, nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("opened_at", Time, nullable=False),
    Column("closed_at", Time),
    Column("revealed_at", Time),
)  # fmt: skip

# One vote a member and poll; until the poll closes the last one counts.
vote = Table(
    "vote", metadata,
    Column("poll_id", ForeignKey("poll.id"), primary_key=True),
    Column("member_id", ForeignKey("room_member.id"), primary_key=True),
    Column("response", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("given_at", Time, nullable=False),
)  # fmt: skip

# Every slide that was shown, from which the time per slide is computed.
room_step = Table(
    "room_step", metadata, _id(),
    Column("room_id", ForeignKey("room.id"), nullable=False, index=True),
    Column("lesson_id", String(40), nullable=False),
    Column("page_id", String(40), nullable=False),
    Column("at", Time, nullable=False),
)  # fmt: skip

# What the audience asks, and who else wants to know.
room_question = Table(
    "room_question", metadata, _id(),
    Column("room_id", ForeignKey("room.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("room_member.id"), nullable=False),
    Column("body", String(300), nullable=False),
    Column("asked_at", Time, nullable=False),
    Column("answered_at", Time),
    Column("hidden_at", Time),
)  # fmt: skip

room_upvote = Table(
    "room_upvote", metadata,
    Column("question_id", ForeignKey("room_question.id"), primary_key=True),
    Column("member_id", ForeignKey("room_member.id"), primary_key=True),
)  # fmt: skip

# Deeds on people, scores, exports and settings, written in the transaction of the deed.
audit = Table(
    "audit", metadata, _id(),
    Column("at", Time, nullable=False, index=True),
    Column("person_id", ForeignKey("person.id")),
    Column("deed", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("details", JSON, nullable=False),
)  # fmt: skip
