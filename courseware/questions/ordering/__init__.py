"""Three to seven items to be put in order."""
