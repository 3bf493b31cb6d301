"""A simulator inside a lesson: predict, play, read what happened."""
