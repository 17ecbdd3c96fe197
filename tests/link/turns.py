"""A turn as a server tells it to the screen that speaks."""

from ticketing.wire.messages import Sentence, TurnCall, TurnFrame

TURN = TurnFrame(
    zone="hall",
    announcement="20261123-080500-12",
    call=TurnCall(12, "1001", "1", 3, 0),
    is_now=True,
    beside=(),
    following=0,
    caption=Sentence("Mời", "Please"),
    speaks=True,
    sound="/api/v1/sounds/a.wav",
    seconds=5.0,
    volume=100,
)
