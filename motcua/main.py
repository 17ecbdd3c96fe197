"""The one command, motcua: what can be done with it, and how it ends when something goes wrong."""

import io
import os
import sys

import click

from motcua.failures import failure_of
from motcua.language import speak_everywhere, words_of
from motcua.lazy_group import LazyGroup
from motcua.manual import page
from ticketing.sentences import N_
from wording import Wording

# What each command does, in the order of a visit; its module in motcua.commands has its name.
COMMANDS: dict[str, str] = {
    "demo": N_(
        "Try a whole office out. Kiosk, one counter and the waiting room share this terminal, over a real "
        "server, and nothing is left behind. Without a terminal it is a server that gives numbers at any "
        "hour."
    ),
    "server": N_("Run the office's server. Kiosk, counters and displays connect to it."),
    "office": N_("Look an office file over before a server starts with it."),
    "procedures": N_(
        "Look for procedures in people's own words. For whoever tries a list of words before citizens do: "
        "best first, as at the kiosk, and where to go if none is meant."
    ),
    "kiosk": N_(
        "Run a kiosk in this terminal. Citizens choose a field and take a number; no key leaves the kiosk "
        "unless it is unlocked."
    ),
    "counter": N_(
        "Run a clerk's desk in this terminal. Counter NUMBER calls, recalls, serves and transfers with one "
        "key each."
    ),
    "press": N_(
        "Press one key of a counter's desk. For hardware buttons and scripts: prints the number and the "
        "reason of the call, and ends with 1 and a sentence where the office refuses."
    ),
    "display": N_(
        "Run the waiting room's display in this terminal. It shows who is called where, and who waits."
    ),
    "start-page": N_(
        "Write the page that a television opens first. Kept on the television as a file, it waits until the "
        "server answers and then goes to its board."
    ),
    "speaker": N_(
        "Say the calls of a waiting room aloud. It needs a loudspeaker and a display's token, but no screen. "
        "Where two can speak in a zone, one does."
    ),
    "screen": N_(
        "Let boards of the waiting room speak. A board that nobody has paired shows everything and says "
        "nothing; its code stands on its glass. A manager does the same at /desk."
    ),
    "printer": N_("Try out a slip printer before citizens come."),
    "scanner": N_("Try out a scanner of identity cards before citizens come."),
    "ticket-preview": N_("Draw an office's slip as a picture. Every dot is where a printer would print it."),
    "visits": N_(
        "Show the wait log of a day. Every ticket is in it: when it was issued, called and served, and how "
        "long that took."
    ),
    "explain": N_(
        "Tell the life of ticket NUMBER in sentences. With every call of a later number that went before it, "
        "and the reason, for whoever asks why somebody else was called first."
    ),
    "day": N_(
        "Tell what a service day came to. Shows tickets, waits by field and class, and which ordinary ones "
        "waited beyond the limit and why; with --replay it goes through the day step by step."
    ),
    "token": N_(
        "Print a new token for a role, and nothing else. Only its hash is kept, so it can't be shown again. "
        "It works at once, whether the server runs or not."
    ),
    "clerk": N_(
        "Keep the book of people who sign in with a name and a PIN. It works at once, whether the server "
        "runs or not."
    ),
    "voice": N_("Record, check or make the voice that says the calls."),
}
HELP_COLUMNS_MAX = 100


def build_main(words: Wording) -> click.Group:
    """The whole command in the language of `words`."""
    does = words("Queue tickets for the one-door office of a commune: kiosk, counters and waiting room.")
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": HELP_COLUMNS_MAX}
    shown = page(words, does, "motcua demo --citizens")
    group = LazyGroup("motcua", "motcua.commands", COMMANDS, words, help=shown, context_settings=settings)
    says = "%(prog)s %(version)s"
    return click.version_option(package_name="motcua", prog_name="motcua", message=says)(group)


def main() -> None:
    """Runs the command line in the language of the environment."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal without Vietnamese is no reason to stop
    words = words_of(os.environ)
    speak_everywhere(words, os.environ)
    try:
        build_main(words)(prog_name="motcua")
    except Exception as error:  # noqa: BLE001 - the last resort: a person never reads a traceback
        failure = failure_of(error, words)
        failure.show()
        sys.exit(failure.exit_code)
