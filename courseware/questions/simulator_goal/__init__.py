"""Set a simulator so that a goal is reached."""
