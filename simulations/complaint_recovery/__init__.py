"""Complaints and recovery: who speaks up, who is settled, who would return; one policy, two, and three surveys."""
