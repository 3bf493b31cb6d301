"""A statement to be judged true or false."""
