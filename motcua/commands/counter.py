"""motcua counter: a clerk's desk."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from counter.app import CounterApp
from counter.settings import CounterSettings
from link.contract import Screen
from motcua.asking import asked_pin
from motcua.in_terminal import need_terminal, open_log, run_screen
from motcua.links import check_address, server_link
from motcua.manual import page
from motcua.options import screen_options, server_option, several, token_of, token_options
from motcua.signing_in import bell_of, keys_of, signed_in
from ticketing.desk.arrivals import ARRIVAL_DEFAULT, ARRIVAL_SETTINGS, ArrivalSetting
from ticketing.desk.keys import KEY_MODE_DEFAULT, KEY_MODES, KeyMode
from wording import Wording, load


@dataclass(frozen=True, slots=True)
class CounterOrder:
    """What was asked on the command line."""

    number: int
    server: str
    token: str | None
    token_file: Path | None
    clerk: str
    sign_in: str
    bar: bool
    bell: ArrivalSetting | None
    keys: KeyMode | None
    language: str
    log: Path | None


def command(words: Wording, does: str) -> click.Command:
    """The command `counter`."""
    example = "motcua counter 3 --clerk Hoa --server http://192.168.1.10:8700 --token-file counter.token"

    @click.command("counter", help=page(words, does, example))
    @several(
        click.argument("number", type=click.IntRange(min=1)),
        server_option(words),
        token_options(words),
        click.option(
            "--clerk",
            default="",
            metavar="NAME",
            help=words("Who sits there; without it the screen asks."),
        ),
        click.option(
            "--sign-in",
            default="",
            metavar="NAME",
            help=words("Sign in as this person, with a PIN that is asked for, instead of with a token."),
        ),
        click.option(
            "--bar",
            is_flag=True,
            help=words("Keep to two lines, for a small pane; by itself in one of at most 4 lines."),
        ),
        click.option(
            "--bell",
            type=click.Choice(list(ARRIVAL_SETTINGS)),
            help=words(
                "How you are told of the first one who comes; for who signs in, from now on at every desk."
            ),
        ),
        click.option(
            "--keys",
            type=click.Choice(list(KEY_MODES)),
            help=words("The keys of the desk; for who signs in, from now on at every desk."),
        ),
        screen_options(words),
    )
    def run(**given: Any) -> None:
        run_counter(CounterOrder(**given), words)

    return run


def run_counter(order: CounterOrder, words: Wording) -> None:
    """Runs the desk until it is left or told to end. Raises Failure."""
    if order.sign_in and order.clerk:
        raise click.UsageError(words("Give --clerk or --sign-in, not both: whoever signs in is the clerk."))
    if not order.sign_in:
        run_desk(order, token_of(order.token, order.token_file, "counter", words), words)
        return
    check_address(order.server, words)
    need_terminal(words)
    pin = asked_pin(words("PIN of {clerk}:", clerk=order.sign_in))
    with signed_in(order.server, order.sign_in, pin, words) as person:
        keys = keys_of(order.server, person, order.keys)
        bell = bell_of(order.server, person, order.bell)
        run_desk(replace(order, clerk=person.name, keys=keys, bell=bell), person.token, words)


def run_desk(order: CounterOrder, token: str, words: Wording) -> None:
    """Runs the desk with this token. Raises Failure."""
    link = server_link(order.server, Screen("counter", token, order.number), words)
    need_terminal(words)
    path = open_log(order.log, f"counter-{order.number}", words)
    bell, keys = order.bell or ARRIVAL_DEFAULT, order.keys or KEY_MODE_DEFAULT
    settings = CounterSettings(is_bar=order.bar, arrival=bell, keys=keys)
    app = CounterApp(link, order.number, load(order.language), order.clerk, settings)
    run_screen(app, path, words)
