"""The assembly. `python app.py` serves the courseware; `streamlit run app.py` does too, more slowly."""

import os
from pathlib import Path

os.chdir(Path(__file__).resolve().parent)  # Streamlit finds its settings through the working directory

from courseware.server import assemble, serve  # noqa: E402  the folder must be right before Streamlit is imported

app = assemble()

if __name__ == "__main__":
    serve(app)
