"""The invented names of `python -m courseware demo`, from assets/demo.yaml."""

from courseware.content.reader import read_file
from courseware.errors import Unready
from courseware.settings import ROOT


def invented() -> dict[str, list[str]]:
    """Lists of invented family names, given names and departments. Raises Unready when the file is broken."""
    document, problem = read_file(ROOT / "assets/demo.yaml", ROOT)
    if document is None:
        raise Unready(str(problem))
    return {key: [str(one) for one in values] for key, values in document.data.items()}
