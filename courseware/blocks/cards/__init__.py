"""Terms side by side, each with its meaning."""
