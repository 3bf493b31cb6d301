"""Two or three ways beside each other."""
