"""One right option out of three or four."""
