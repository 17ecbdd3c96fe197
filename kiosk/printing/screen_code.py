"""The code by which a phone follows the queue, for the screen of whoever the printer fails."""

import segno
from PIL import Image

from kiosk.printing.lettering import BLACK, WHITE

QUIET_MODULES = 2  # the white of the page around it does the rest; four would not fit into 24 rows


def screen_code(text: str) -> Image.Image:
    """The code with its quiet zone, one dot a module; no fold harms a screen, so that level l suffices."""
    code = segno.make(text, error="l", micro=False, boost_error=False)
    side = int(code.symbol_size(border=QUIET_MODULES)[0])
    shades = bytes(BLACK if dark else WHITE for row in code.matrix_iter(border=QUIET_MODULES) for dark in row)
    return Image.frombytes("L", (side, side), shades)
