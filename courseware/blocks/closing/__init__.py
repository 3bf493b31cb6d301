"""Three lines to keep, and one thing to try tomorrow."""
