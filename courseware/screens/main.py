"""The script that Streamlit runs for every rerun: it only calls the menu, the rest is imported once."""

from courseware.screens.menu import run

run()
