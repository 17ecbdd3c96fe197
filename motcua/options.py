"""The options that several commands have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from server.connections.callers import Network, network
from wording import Wording

OFFICE_DEFAULT = "moc-chau"
SERVER_DEFAULT = "http://127.0.0.1:8700"
TOKEN_VARIABLE = "MOTCUA_TOKEN"  # noqa: S105 - the name of a variable, not a token
LANGUAGES = ("vi", "en")

Callback = Callable[..., Any]
Option = Callable[[Callback], Callback]


class NetworkType(click.ParamType[Network]):
    """An address or a network, IPv4 or IPv6."""

    name = "address"

    def __init__(self, words: Wording) -> None:
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Network:
        """The network of what was typed; ends the command with a sentence where it is none."""
        try:
            return network(value)
        except ValueError:
            says = self._words(
                "{value} is no address and no network; write one as 192.168.1.5 or 192.168.1.0/24.",
                value=value,
            )
            self.fail(says, param, ctx)


def several(*options: Option) -> Option:
    """These options, in the order in which the help shows them."""

    def add(callback: Callback) -> Callback:
        for option in reversed(options):
            callback = option(callback)
        return callback

    return add


def data_option(words: Wording, *, required: bool = True, shows: str = "") -> Option:
    """--data, the folder that the server keeps the office's data in."""
    says = words("The folder that holds the office's data.")
    return click.option(
        "--data",
        required=required,
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help=f"{says} {shows}".rstrip(),
    )


def office_option(words: Wording, default: str | None = OFFICE_DEFAULT) -> Option:
    """--office, a file or the name of an office that is shipped."""
    return click.option(
        "--office",
        default=default,
        show_default=default is not None,
        metavar="FILE",
        help=words("The office file, or the name of a shipped one."),
    )


def verbose_option(words: Wording) -> Option:
    """--verbose, by which the log tells everything, the causes of failures included."""
    return click.option("--verbose", is_flag=True, help=words("Log everything to standard error."))


def server_option(words: Wording) -> Option:
    """--server, where a screen finds its server."""
    return click.option(
        "--server",
        default=SERVER_DEFAULT,
        show_default=True,
        metavar="URL",
        help=words("The server's address."),
    )


def token_options(words: Wording) -> Option:
    """--token and --token-file, a screen's right to write."""
    return several(
        click.option(
            "--token",
            envvar=TOKEN_VARIABLE,
            show_envvar=True,
            metavar="TOKEN",
            help=words("The token, as motcua token prints it."),
        ),
        click.option(
            "--token-file",
            metavar="FILE",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help=words("A file that holds the token, which others then can't see in the list of processes."),
        ),
    )


def day_option(words: Wording) -> Option:
    """--day, the service day that is asked about."""
    return click.option(
        "--day",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help=words("The service day; today if it is not given."),
    )


def language_option(words: Wording) -> Option:
    """--language, in which a report is told; the screens' first language comes first here too."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=LANGUAGES[0],
        show_default=True,
        help=words("The language in which it is told."),
    )


def screen_options(words: Wording) -> Option:
    """--language and --log, which every screen has."""
    return several(
        click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default=LANGUAGES[0],
            show_default=True,
            help=words("The screen's language."),
        ),
        click.option(
            "--log",
            metavar="FILE",
            type=click.Path(path_type=Path, dir_okay=False),
            help=words("Where to log to instead of a file in your state folder."),
        ),
    )


def token_or_none(token: str | None, token_file: Path | None) -> str:
    """The token that was given, on the command line, in the environment or in a file; "" if none was."""
    if token_file:
        token = token_file.read_text(encoding="utf-8", errors="replace")
    return (token or "").strip()


def network_options(words: Wording) -> Option:
    """--trusted-proxy and --metrics-from: whom the server believes by address."""
    return several(
        click.option(
            "--trusted-proxy",
            multiple=True,
            metavar="ADDRESS",
            type=NetworkType(words),
            help=words("A reverse proxy, or a network of them, that is believed about whom it asks for."),
        ),
        click.option(
            "--metrics-from",
            multiple=True,
            metavar="ADDRESS",
            type=NetworkType(words),
            help=words("Who may read /metrics without a token, besides this computer itself."),
        ),
    )


def token_of(token: str | None, token_file: Path | None, role: str, words: Wording) -> str:
    """The token that was given. Raises UsageError if none was."""
    found = token_or_none(token, token_file)
    if not found:
        command = f"motcua token --role {role} --data DIR"
        raise click.UsageError(words("A token is needed; {command} makes one.", command=command))
    return found
