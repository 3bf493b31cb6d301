"""What is known of where a claim comes from."""
