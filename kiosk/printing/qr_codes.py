"""The codes by which a phone follows the queue: on a slip, and on the screen of whoever the printer fails."""

import segno
from PIL import Image

from kiosk.printing.lettering import BLACK, WHITE
from kiosk.printing.paper import Paper

MODULE_DOTS_MIN = 4
SLIP_QUIET_MODULES = 4
SCREEN_QUIET_MODULES = 2  # the white of the page around it does the rest; four would not fit into 24 rows


def screen_code(text: str) -> Image.Image:
    """The code with its quiet zone, one dot a module; no fold harms a screen, so that level l suffices."""
    code = segno.make(text, error="l", micro=False, boost_error=False)
    side = int(code.symbol_size(border=SCREEN_QUIET_MODULES)[0])
    shades = bytes(
        BLACK if dark else WHITE for row in code.matrix_iter(border=SCREEN_QUIET_MODULES) for dark in row
    )
    return Image.frombytes("L", (side, side), shades)


def slip_code(text: str, paper: Paper) -> Image.Image:
    """The code with its quiet zone, in modules of a whole number of dots.

    Raises ValueError where it is too wide for the paper.
    """
    code = segno.make(text, error="m", micro=False)
    modules = int(code.symbol_size(border=SLIP_QUIET_MODULES)[0])
    dots = max(MODULE_DOTS_MIN, paper.qr_width // modules)
    if modules * dots > paper.width:
        raise ValueError(
            f"A QR code of {len(text)} letters is too wide for {paper.name}: shorten the address."
        )
    shades = bytes(
        BLACK if dark else WHITE for row in code.matrix_iter(border=SLIP_QUIET_MODULES) for dark in row
    )
    return Image.frombytes("L", (modules, modules), shades).resize(
        (modules * dots, modules * dots), Image.Resampling.NEAREST
    )
