"""Static files, Streamlit's (7.5 MB) and our own, compressed once and kept in build/static."""

import gzip
import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from courseware.settings import ROOT

PUBLIC = ("css", "js", "pictures")
"""Folders of assets/ that browsers fetch from."""
_TYPES = {".js", ".css", ".json", ".svg", ".html", ".map", ".wasm", ".txt"}
_SMALLEST = 800  # bytes; below this a header costs more than it saves


def build(target: Path = ROOT / "build" / "static") -> Path:
    """The folder with `static/` and `assets/`, a .br and .gz beside each file; made when it is not there.

    Made in a folder beside and moved into place, so that a start that is killed leaves nothing half done.
    """
    import streamlit

    source = Path(streamlit.__file__).parent / "static" / "static"
    folder = target / f"{streamlit.__version__}-{_digest()}"
    if folder.is_dir():
        return folder
    target.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=target))
    shutil.copytree(source, making / "static", dirs_exist_ok=True)
    for name in PUBLIC:
        shutil.copytree(ROOT / "assets" / name, making / "assets" / name)
    files = [p for p in making.rglob("*") if p.suffix in _TYPES and p.stat().st_size >= _SMALLEST]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(_compress, files))
    try:
        making.rename(folder)
    except OSError:  # another process was first
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _digest() -> str:
    """What tells one state of our own files from another."""
    files = [path for name in PUBLIC for path in sorted((ROOT / "assets" / name).rglob("*")) if path.is_file()]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _compress(path: Path) -> None:
    import brotli

    raw = path.read_bytes()
    path.with_name(path.name + ".br").write_bytes(brotli.compress(raw, quality=5))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(raw, 6, mtime=0))
