"""Promises that documents and configuration make, kept true."""

import re
import subprocess
import sys
import tomllib

import pytest

from courseware.content.schemas import schemas
from courseware.settings import ROOT, Settings

PYTHON = [*ROOT.glob("courseware/**/*.py"), *ROOT.glob("simulations/**/*.py"), ROOT / "app.py"]


def test_every_setting_is_documented_with_its_default():
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    rows = dict(re.findall(r"\| `COURSEWARE_([A-Z_]+)` \| (.+?) \|", text))
    fields = Settings.model_fields
    assert set(rows) == {name.upper() for name in fields}
    for name, field in fields.items():
        assert rows[name.upper()] == (f"`{field.default}`" if str(field.default) else "empty")


def test_the_schemas_for_editors_are_fresh():
    for path, text in schemas().items():
        assert path.read_text("utf-8") == text, f"{path.name} is stale: make schemas"


def test_every_content_file_tells_editors_its_schema():
    for path in [*ROOT.glob("lessons/*.yaml"), *ROOT.glob("quizzes/*.yaml")]:
        first = path.read_text("utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\.\./assets/schemas/\w+\.json)", first)
        assert found, path.name
        assert (path.parent / found[1]).resolve().is_file()


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_words_for_people_stand_in_python(path):
    code = re.sub(r'(?s)""".*?"""', "", path.read_text("utf-8"))
    code = re.sub(r"#.*", "", code)
    allowed = {
        "courseware/words.py",
        "courseware/content/bilingual.py",
        "courseware/content/library.py",
        "courseware/server.py",
    }
    if path.relative_to(ROOT).as_posix() in allowed or "numeric" in path.parts or path.name in ("separated.py",):
        return  # signs of number writing and the product's name
    assert not re.search(r"[\u4e00-\u9fff]", code), "captions belong in YAML"


def test_streamlit_is_imported_only_where_pages_are_drawn():
    for path in PYTHON:
        if re.search(r"^\s*(import|from) streamlit", path.read_text("utf-8"), re.M):
            place = path.relative_to(ROOT)
            assert place.parts[:2] == ("courseware", "screens") or place.name in (
                "view.py",
                "server.py",
                "app.py",
                "compressed.py",
            ), place


def test_the_import_rules_hold():
    done = subprocess.run([ROOT / ".venv/bin/lint-imports"] if (ROOT / ".venv/bin/lint-imports").exists() else
                          [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_streamlits_settings_are_the_measured_ones():
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert settings["server"]["fileWatcherType"] == "none"
    assert settings["runner"]["postScriptGC"] is False
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


def test_no_registry_and_no_machine_path_is_named():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in files:
        path = ROOT / name
        if path.suffix in {".png", ".lock"} or not path.is_file():
            continue
        text = path.read_text("utf-8", "ignore")
        assert "pypi" + ".org" not in text, name
        assert "/wo" + "rk/" not in text, name


def test_requirements_are_pinned_to_exact_versions():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                assert "==" in line, f"{name}: {line}"
