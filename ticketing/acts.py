"""What a clerk does about a number that can be taken back."""

from typing import Literal

Act = Literal[
    "",
    "call",
    "start",
    "finish",
    "next-matter",
    "no-show",
    "park",
    "resume",
    "transfer",
    "cancel",
    "priority",
    "bring-back",
]
"""What a clerk does that can be taken back; "" is what an older journal does not say."""
