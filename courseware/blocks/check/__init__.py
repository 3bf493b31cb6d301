"""One question for practice: nothing is scored, and the answer comes at once."""
