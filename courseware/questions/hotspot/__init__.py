"""Point at the place in a picture."""
