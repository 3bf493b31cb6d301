"""Reliability of links in a row: p^n, the link to mend first, and a check against one handover fewer."""
