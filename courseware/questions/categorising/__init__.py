"""Items to be sorted into a few classes."""
