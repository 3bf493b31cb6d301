"""Items on the left, each to be given one on the right."""
