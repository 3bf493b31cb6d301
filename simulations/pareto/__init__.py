"""80/20: what it says of each customer, how it comes about, how long it lasts, and what it is no licence for."""
