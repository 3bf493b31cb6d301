"""The page in NiceGUI."""

import sys

from nicegui import ui

from benchmarks.peers.page import SLIDERS, figure


@ui.page("/")
def page() -> None:
    """Three sliders and the chart."""

    def moved() -> None:
        chart.update_figure(figure(*[slider.value for slider in sliders]))

    sliders = [ui.slider(min=0, max=100, value=value, on_change=moved) for value in (70, 60, 80)[: len(SLIDERS)]]
    chart = ui.plotly(figure(70, 60, 80)).classes("w-full")


ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False)
