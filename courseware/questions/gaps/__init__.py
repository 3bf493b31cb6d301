"""A text with gaps: each is filled by a choice, by words or by a number."""
