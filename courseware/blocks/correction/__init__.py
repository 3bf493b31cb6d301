"""The right figure, what the deck printed, and why."""
