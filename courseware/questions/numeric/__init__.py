"""A number to be found, with a tolerance."""
