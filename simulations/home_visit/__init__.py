"""A home visit by Haier's 12345: fifteen rules, and a visit in which each of them comes up."""
