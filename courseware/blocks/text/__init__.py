"""A paragraph or two."""
