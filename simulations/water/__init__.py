"""Three bowls of water: one reading, several feelings; the same with a steelyard's weight and with promises."""
