"""motcua printer: finds out what a slip printer can do, and which setting suits it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click
from PIL import Image

from kiosk.printing.check import Findings, check_printer
from kiosk.printing.lettering import FontMissingError, refuse_missing_fonts
from kiosk.printing.paper import Paper
from kiosk.printing.printer import DEFAULT_LIMITS, Limits, Printer
from kiosk.printing.sample_page import SamplePage, draw_sample_page
from kiosk.printing.settings import PrinterSettingError, open_printers
from motcua.failures import Failure
from motcua.manual import page
from motcua.options import Option
from ticketing.sentences import N_, in_words
from wording import Wording

PRINTER_VARIABLE = "MOTCUA_PRINTER"
HINDRANCES = {
    "cover-open": N_("Its cover is open. Close it and check again."),
    "paper-out": N_("It has no paper. Put paper in and check again."),
    "not-escpos": N_(
        "What answers there speaks no ESC/POS: it sends what no printer sends. Is it a printer, and does its "
        "adapter send back what it gets? If slips come out of it all the same, add status=none."
    ),
    "other": N_("It reports an error, of its cutter or its head. Switch it off and on, and check again."),
}


def printer_option(words: Wording) -> Option:
    """--printer, the printer of a kiosk or its two."""
    return click.option(
        "--printer",
        required=True,
        multiple=True,
        envvar=PRINTER_VARIABLE,
        show_envvar=True,
        metavar="SETTING",
        help=words(
            "Where slips come out: network:ADDRESS:9100, usb:VENDOR:PRODUCT, serial:/dev/ttyUSB0, "
            "file:/dev/usb/lp0 or virtual:FOLDER. Given twice, the second printer takes over when the first "
            "fails."
        ),
    )


def name_option(words: Wording) -> Option:
    """--name, what a kiosk is called."""
    return click.option(
        "--name",
        default="",
        metavar="NAME",
        help=words("What staff call this kiosk, so that they know where paper runs out."),
    )


def opened_printer(settings: Sequence[str], words: Wording) -> Printer:
    """The printer of these settings, with all that is needed to draw slips. Raises Failure."""
    try:
        refuse_missing_fonts()
        return open_printers(settings)
    except PrinterSettingError as error:
        raise click.BadParameter(str(error), param_hint="'--printer'") from error
    except FontMissingError as error:
        raise Failure(words("A font is missing: {problem}. Install motcua again.", problem=error)) from error


def command(words: Wording, does: str) -> click.Command:
    """The command `printer` with its one part, `check`."""
    example = "motcua printer check network:192.168.1.50:9100 --write printer.env"
    group = click.Group("printer", help=page(words, does, example))
    group.add_command(_check(words, example))
    return group


def _check(words: Wording, example: str) -> click.Command:
    does = words(
        "Find out what a printer answers, print a page with all Vietnamese letters on it, and say which "
        "setting suits it."
    )

    summary = words("Find out which setting suits a printer.")

    @click.command("check", help=page(words, does, example), short_help=summary)
    @click.argument("setting", metavar="SETTING")
    @click.option(
        "--write",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help=words("Write the setting to a file, for the environment of motcua kiosk."),
    )
    def run(setting: str, write: Path | None) -> None:
        check(setting, write, words)

    return run


def check(setting: str, write: Path | None, words: Wording, limits: Limits = DEFAULT_LIMITS) -> None:
    """Tries the printer out and tells what was found. Raises Failure where no page came out."""

    def draw(paper: Paper) -> "Image.Image":
        return _sample_page(setting, paper, words)

    def waits() -> None:
        click.echo(
            words("No answer yet. It may be busy, so it is waited for up to {n} s.", n=f"{limits.busy:g}")
        )

    try:
        found = asyncio.run(check_printer(setting, draw, limits, waits))
    except PrinterSettingError as error:
        raise click.BadParameter(str(error), param_hint="'SETTING'") from error
    _tell_answers(found, words)
    _refuse_trouble(found, words)
    _tell_page(found, words)
    click.echo(words("The setting for this printer:"))
    click.echo(found.setting)
    if write:
        _write(found.setting, write, words)


def _sample_page(setting: str, paper: Paper, words: Wording) -> "Image.Image":
    texts = SamplePage(
        title=words("PRINTER TEST"),
        setting=setting.strip(),
        letters=words("Every letter below has its own mark, and no two marks run into each other:"),
        edges=words(
            "The line above the numbers begins and ends at the edges of the print; else change paper=."
        ),
        lengths=words(
            "The bar and the gap below it are both 15 mm long. If the gap is not, add feed=no to the setting."
        ),
    )
    return draw_sample_page(texts, paper)


def _tell_answers(found: Findings, words: Wording) -> None:
    if found.access == "not-asked":
        click.echo(words("This kind of printer is not asked anything."))
    if found.access not in ("reached", "busy"):
        return
    click.echo(words("The printer was reached."))
    if found.hindrance == "not-escpos":
        return
    if found.offline is None:
        click.echo(words("It does not say whether it is ready (no answer to DLE EOT)."))
    else:
        click.echo(words("It says whether it is ready (answers DLE EOT)."))
    if found.paper is not None:
        click.echo(words("It says when a slip is printed (answers GS r 1)."))
    elif not found.hindrance:
        click.echo(
            words("It never says that a slip is printed (no answer to GS r 1), so slips will be “sent” only.")
        )
        if found.offline is not None:
            click.echo(words("Whether it has paper is known all the same (status=ready)."))


def _refuse_trouble(found: Findings, words: Wording) -> None:
    """Raises Failure where no page was sent, or it did not come out."""
    if found.access == "off":
        says = words(
            "The printer is not reached: {problem}. Is it on, and is the address right?",
            problem=found.problem,
        )
        raise Failure(says)
    if found.access == "not-allowed":
        raise Failure(words("This program may not use the printer: {problem}.", problem=found.problem))
    if found.access == "busy":
        says = words(
            "It answered only after {n} s: is it busy? Check again when it prints nothing.", n=found.problem
        )
        raise Failure(says)
    if found.hindrance:
        raise Failure(words(HINDRANCES[found.hindrance]))
    if found.report is None or found.report.outcome == "failed":
        detail = found.report.detail.rstrip(".") if found.report else ""
        raise Failure(words("The test page was not printed: {problem}.", problem=detail))


def _tell_page(found: Findings, words: Wording) -> None:
    if found.report is None:
        return
    if found.report.outcome == "printed":
        click.echo(words("The test page is printed."))
    else:
        click.echo(words("The test page was sent. See whether it has come out."))
    if found.report.paper_low:
        click.echo(words("Its paper will soon end."))


def _write(setting: str, path: Path, words: Wording) -> None:
    try:
        path.write_text(f"{PRINTER_VARIABLE}={setting}\n", encoding="utf-8")
    except OSError as error:
        raise Failure(words("The setting can't be written: {problem}.", problem=in_words(error))) from error
    click.echo(words("Written to {file}.", file=path))
