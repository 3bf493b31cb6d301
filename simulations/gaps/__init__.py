"""The four perception gaps: what the firm has ticked off, and what its customers met."""
