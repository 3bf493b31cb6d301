"""Sorting by hand, which the kinds ordering and categorising share."""
