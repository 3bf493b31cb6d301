"""A commitment before the explanation: choose, then read what happens."""
