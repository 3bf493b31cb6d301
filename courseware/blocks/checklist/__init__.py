"""Things to do and not to do, in groups: on stairs of their own items, or as lists."""
