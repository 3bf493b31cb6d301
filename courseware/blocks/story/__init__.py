"""A moment the learner knows: a few lines, who says them, and a question."""
