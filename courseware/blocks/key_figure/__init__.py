"""One number that the page is about."""
