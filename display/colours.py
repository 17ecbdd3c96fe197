"""The colours of the wall, as the house has them on every screen; amber says that something is old."""

PAPER = "#ffffff"
INK = "#1b1a17"
INK_SOFT = "#46413a"
HEADING = "#0b3d91"
NUMBER = "#9c0000"
FADED = "#4a4a4a"
STALE = "#ffc107"
SAND = "#f1eadc"
SKY = "#e3ecfb"
EDGE = "#857a66"
NIGHT = "#0a1526"
NIGHT_INK = "#f3ead8"
NIGHT_TIME = "#c9d8f5"

WALL_COLOURS = {
    "wall-paper": PAPER,
    "wall-ink": INK,
    "wall-heading": HEADING,
    "wall-number": NUMBER,
    "wall-faded": FADED,
    "wall-stale": STALE,
    "wall-sand": SAND,
    "wall-sky": SKY,
    "wall-edge": EDGE,
    "wall-night": NIGHT,
    "wall-night-ink": NIGHT_INK,
}
"""The colours by the names that display.tcss has for them."""
