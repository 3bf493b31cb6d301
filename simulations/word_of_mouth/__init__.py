"""Word of mouth: the people told and the people known, one story through a town, good talk against bad."""
