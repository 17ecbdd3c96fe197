"""motcua speaker: the voice of a waiting room on a small computer without a screen."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from link.contract import Screen
from motcua.failures import Failure
from motcua.links import server_link
from motcua.logs import log_to_stderr
from motcua.manual import page
from motcua.options import server_option, several, token_options, token_or_none, verbose_option
from motcua.screen_names import screen_name
from motcua.signals import told_to_end
from motcua.speaking import NoSound, Player, RoomSpeaker, find_player, sound_fetcher
from wording import Wording


@dataclass(frozen=True, slots=True)
class SpeakerOrder:
    """What was asked on the command line."""

    server: str
    zone: str
    player: str | None
    token: str | None
    token_file: Path | None
    verbose: bool


def command(words: Wording, does: str) -> click.Command:
    """The command `speaker`."""
    example = "motcua speaker --server http://192.168.1.10:8700 --zone hall --token-file speaker.token"

    @click.command("speaker", help=page(words, does, example))
    @several(
        server_option(words),
        click.option(
            "--zone",
            default="",
            metavar="CODE",
            help=words("The zone of the office file whose calls are said; the first one unless named."),
        ),
        click.option(
            "--player",
            metavar="PROGRAM",
            help=words("The program that plays a wav file; paplay or aplay unless named."),
        ),
        token_options(words),
        verbose_option(words),
    )
    def run(**given: Any) -> None:
        run_speaker(SpeakerOrder(**given), words)

    return run


def run_speaker(order: SpeakerOrder, words: Wording) -> None:
    """Speaks until it is told to end. Raises Failure where nothing can be played."""
    log_to_stderr(verbose=order.verbose)
    token = token_or_none(order.token, order.token_file)
    screen = Screen("display", token, name=screen_name("speaker"), zone=order.zone, can_speak=True)
    link = server_link(order.server, screen, words)
    try:
        player = Player(find_player(order.player))
    except NoSound as missing:
        raise Failure(
            words("There is no program that plays sound: {names}. Install alsa-utils.", names=missing)
        ) from missing
    try:
        asyncio.run(_speak(order, link, player, words))
    except NoSound as problem:
        raise Failure(words("No sound can be played here: {problem}.", problem=problem)) from problem


async def _speak(order: SpeakerOrder, link: Any, player: Any, words: Wording) -> None:
    await player.try_out()
    if not token_or_none(order.token, order.token_file):
        command = "motcua token --role display --data DIR"
        says = words(
            "Without a token nothing is said, and staff are told so; {command} makes one.", command=command
        )
        click.echo(f"motcua: {says}", err=True)
    with told_to_end() as told:
        click.echo(words("Speaks the calls of {server}. Ctrl+C ends it.", server=order.server))
        speaking = asyncio.create_task(RoomSpeaker(link, player, sound_fetcher(order.server)).run())
        ending = asyncio.create_task(told.wait())
        await asyncio.wait((speaking, ending), return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if speaking.done():
            await speaking
        speaking.cancel()
        await asyncio.wait((speaking,))
