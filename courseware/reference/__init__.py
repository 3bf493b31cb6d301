"""Looking things up: the glossary, the search, the sources with their corrections, and what is known of each claim."""
