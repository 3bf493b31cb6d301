"""The command line: `python -m courseware …`."""

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from courseware.errors import CoursewareError
from courseware.settings import Settings


@click.group()
def main() -> None:
    """赢在服务 · Winning Service."""


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def check(as_json: bool) -> None:
    """Check lessons, quizzes and words; exit code 1 when something must be mended."""
    from courseware.content.library import load
    from courseware.content.report import report

    library = load(Settings().content_dir)
    found = report(library)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for problem in library.problems:
            click.echo(problem)
        counts = ", ".join(
            f"{found[name]} {name}" for name in ("modules", "lessons", "pages", "questions", "simulators")
        )
        used = sum(bool(users) for users in found["sources"].values())
        click.echo(f"{counts}; {used} of {len(found['sources'])} source items used; {len(library.errors)} errors, "
                   f"{len(library.problems) - len(library.errors)} warnings")  # fmt: skip
    sys.exit(1 if library.errors else 0)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Say what is stale, write nothing.")
def schemas(only_check: bool) -> None:
    """Write the JSON Schemas that editors use for the YAML files."""
    from courseware.content.schemas import FOLDER
    from courseware.content.schemas import schemas as made

    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = [path for path, text in made().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        click.echo(f"{'stale' if only_check else 'written'}: {path.name}")
        if not only_check:
            path.write_text(made()[path], "utf-8")
    sys.exit(1 if only_check and stale else 0)


@main.command()
def serve() -> None:
    """Serve the courseware, as `python app.py` does."""
    import os
    import runpy

    from courseware.settings import ROOT

    os.chdir(ROOT)
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")


@main.command()
@click.option("--number", prompt="Employee number")
@click.option("--name", prompt="Name")
@click.option("--department", prompt="Department")
@click.password_option(envvar="COURSEWARE_ADMIN_PASSWORD", help="Asked for when not given.")
def admin(number: str, name: str, department: str, password: str) -> None:
    """Make an administrator: a new account, or the existing one of that number promoted."""
    from courseware.actions.accounts import make_admin

    held = _house()
    made = make_admin(held.records, number, name, department, password, held.clock())
    click.echo(f"{made.name} ({made.employee_number}) is an administrator.")


@main.group()
def export() -> None:
    """Take records away."""


@export.command("scores")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--department", default="", help="One department only.")
@click.option("--quiz", default="", help="One quiz id only.")
@click.option("--since", default="", help="First day, like 2026-11-01.")
@click.option("--until", default="", help="Last day, like 2026-11-30.")
@click.option("--mode", type=click.Choice(["self-study", "room"]), default=None, help="Self-study or workshops only.")
@click.option("--which", type=click.Choice(["best", "first", "last", "all"]), default="best", show_default=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of the column names.")
def export_scores(kind: str, output: Path, **asked: Any) -> None:
    """Write the scores, the same bytes as /export/scores.csv and .xlsx."""
    from courseware.exports.command import write_scores

    rows = write_scores(_house(), kind, output, asked)
    click.echo(f"{rows} rows written to {output}")


@export.command("room")
@click.argument("code")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), required=True)
@click.option("--part", type=click.Choice(["attendance", "answers"]), default="attendance", show_default=True,
              help="Of a CSV; a workbook has both.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of the column names.")
def export_room(code: str, kind: str, part: Any, output: Path, lang: str | None) -> None:
    """Write who was in a workshop's room and what they answered, as /export/room-CODE.csv and .xlsx."""
    from courseware.exports.command import write_room

    rows = write_room(_house(), kind, part, code, output, lang)
    click.echo(f"{rows} rows written to {output}")


@export.command("rooms")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--since", default="", help="First day, like 2026-11-01.")
@click.option("--until", default="", help="Last day, like 2026-11-30.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of the column names.")
def export_rooms(kind: str, output: Path, **asked: Any) -> None:
    """Write the workshops of some days, as /export/rooms.csv and .xlsx."""
    from courseware.exports.command import write_rooms

    rows = write_rooms(_house(), kind, output, asked)
    click.echo(f"{rows} rows written to {output}")


@main.command()
@click.option("--people", default=48, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--attempts", default=600, show_default=True, type=click.IntRange(0, 1_000_000))
@click.option("--seed", type=int, default=None, help="The same seed invents the same people and passwords. [random]")
def demo(people: int, attempts: int, seed: int | None) -> None:
    """Fill an empty database with invented people and attempts, and say how to sign in as each role."""
    from courseware.actions.demo import fill
    from courseware.actions.hashing import hashed
    from courseware.content.demo import invented
    from courseware.content.gathered import quizzes

    held = _house()
    now = datetime.now(UTC)
    seed = secrets.randbelow(2**31) if seed is None else seed
    accounts = fill(held.records, quizzes(held.library), invented(), people, attempts, seed, hashed, now)
    click.echo(f"{people} people and {attempts} attempts invented. Sign in as:")
    for account in accounts:
        click.echo(f"  {account.role:<8} {account.employee_number}  {account.password}")


def _house() -> Any:
    from courseware.house import open_house

    return open_house(Settings())


if __name__ == "__main__":
    try:
        main(prog_name="python -m courseware")
    except CoursewareError as error:
        sys.exit(f"courseware: {error}")
