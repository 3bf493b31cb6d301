"""A picture of assets/pictures with its words."""
