"""The assembly. `python app.py` serves the courseware; `streamlit run app.py` does too, more slowly."""

import os
from pathlib import Path

os.chdir(Path(__file__).resolve().parent)  # Streamlit finds its settings through the working directory

import streamlit as st  # noqa: E402  the folder must be right first

from courseware.server import parts, serve  # noqa: E402

app = st.App("courseware/screens/main.py", **parts())

if __name__ == "__main__":
    serve(app)
