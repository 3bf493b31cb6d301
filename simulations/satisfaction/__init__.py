"""Satisfaction as a distance from what was expected: once, on the clock, in a crowd, and visit after visit."""
