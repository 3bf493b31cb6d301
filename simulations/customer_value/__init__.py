"""Customer value: four values less four costs, two offers and forty customers, and difference beside ratio."""
