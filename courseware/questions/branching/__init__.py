"""A story of a simulator, scored by the path through it."""
