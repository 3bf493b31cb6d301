"""Satisfaction as a distance from what was expected: once, on the clock, and visit after visit."""
