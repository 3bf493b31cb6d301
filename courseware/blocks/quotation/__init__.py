"""A short quotation, marked as such."""
