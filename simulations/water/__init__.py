"""Three bowls of water: one reading, several feelings; and the same for promises."""
