"""Things done one after another."""
