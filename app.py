"""The assembly. `python app.py` serves the courseware; `streamlit run app.py` does too, more slowly."""

import gc
import os
from pathlib import Path

os.chdir(Path(__file__).resolve().parent)  # Streamlit finds its settings through the working directory
gc.disable()  # importing makes no garbage worth looking for: a fifth of the start

import streamlit as st  # noqa: E402  the folder must be right first

from courseware.server import parts, serve  # noqa: E402

app = st.App("courseware/screens/main.py", **parts())
gc.enable()

if __name__ == "__main__":
    serve(app)
