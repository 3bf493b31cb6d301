"""One customer's case on a card, without names."""
