"""The page in Dash, served as its own deployment guide says: by waitress."""

import sys

from dash import Dash, Input, Output, dcc, html
from waitress import serve

from benchmarks.peers.page import SLIDERS, figure

app = Dash(__name__)
app.layout = html.Div(
    [dcc.Slider(0, 100, 1, value=70, id=name, marks=None, updatemode="drag") for name in SLIDERS]
    + [dcc.Graph(id="chart", figure=figure(70, 60, 80))]
)
app.callback(Output("chart", "figure"), *[Input(name, "value") for name in SLIDERS])(figure)

if __name__ == "__main__":
    serve(app.server, host="127.0.0.1", port=int(sys.argv[1]), threads=8, _quiet=True)
