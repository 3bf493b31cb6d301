"""The same page in other frameworks: three sliders and the figure of `satisfaction`, drawn by the same code."""
