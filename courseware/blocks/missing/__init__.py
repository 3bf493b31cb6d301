"""What the source does not contain, said openly."""
