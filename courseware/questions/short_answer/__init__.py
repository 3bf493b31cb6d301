"""A word or a short phrase, typed."""
