"""What the page shows, for every framework alike."""

import plotly.graph_objects as go

import simulations
from courseware.content.library import load
from courseware.look import look
from courseware.settings import ROOT

SLIDERS = ("quality", "promise", "rival_quality")
_SAY = load(ROOT).say("zh").within("simulations.satisfaction")
_SIMULATOR = simulations.simulator("satisfaction")


def figure(quality: float, promise: float, rival_quality: float) -> go.Figure:
    """The figure of six visits."""
    values = {"scene": "visits", "quality": int(quality), "promise": int(promise), "rival_quality": int(rival_quality)}
    return _SIMULATOR.draw.figure(_SIMULATOR.model.run(_SIMULATOR.inputs(values), 1), _SAY, look(False))
