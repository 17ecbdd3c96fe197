"""How much is measured: enough for the table, or just enough to see that the bench works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts of rounds and of what is done in one."""

    rounds: int = 5
    presses: int = 200
    kiosks: int = 32
    kiosk_turns: int = 3
    kiosk_seconds: float = 0.4
    screens: int = 200
    screen_rounds: int = 4
    calls_before: int = 50
    calls: int = 150
    boards: int = 500
    page_rounds: int = 3
    board_calls: int = 50
    desk_calls: int = 200
    tickets_today: int = 5_000
    visits: int = 1_000_000


FULL = Scale()
SMALL = Scale(
    rounds=1,
    presses=5,
    kiosks=2,
    kiosk_turns=2,
    kiosk_seconds=0.1,
    screens=3,
    screen_rounds=1,
    calls_before=2,
    calls=3,
    boards=3,
    page_rounds=1,
    board_calls=3,
    desk_calls=3,
    tickets_today=20,
    visits=1_000,
)
