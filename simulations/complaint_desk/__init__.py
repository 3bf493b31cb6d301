"""A conversation with an upset customer: each reply moves mood and trust by stated rules."""
