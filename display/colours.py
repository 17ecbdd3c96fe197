"""The colours of the wall: dark on white, blue heading, red number, as citizens know it from such screens."""

PAPER = "#ffffff"
INK = "#14233c"
HEADING = "#0b3d91"
NUMBER = "#9c0000"
FADED = "#484848"
WARNING = "#ffb000"
SHADE = "#e8eef8"
SHADE_DEEPER = "#d3dff2"

WALL_COLOURS = {
    "wall-paper": PAPER,
    "wall-ink": INK,
    "wall-heading": HEADING,
    "wall-number": NUMBER,
    "wall-faded": FADED,
    "wall-warning": WARNING,
    "wall-shade": SHADE,
    "wall-shade-deeper": SHADE_DEEPER,
}
"""The colours by the names that display.tcss has for them."""
