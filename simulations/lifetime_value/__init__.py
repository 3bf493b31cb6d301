"""Lifetime value: amount × frequency × years, what makes it grow, your own shops, and how much is really left."""
