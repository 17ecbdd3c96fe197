"""motcua voice: what a person must record, whether a voice is whole, and a voice made by espeak-ng."""

from pathlib import Path
from typing import Any

import click

from motcua.failures import Failure
from motcua.manual import page
from motcua.options import LANGUAGES, Option, several
from server.voice import pack
from server.voice.making import MakingFailed, make_pack
from server.voice.pack import MANIFEST, check_pack, clips_needed
from wording import Wording

REGIONS = ("north", "south", "both")


def command(words: Wording, does: str) -> click.Group:
    """The commands `voice record-list`, `voice check` and `voice make`."""
    examples = (
        "motcua voice record-list --region south",
        "motcua voice check voice",
        "motcua voice make voice",
    )
    group = click.Group("voice", help=page(words, does, *examples))
    for subcommand in (_record_list(words), _check(words), _make(words)):
        group.add_command(subcommand)
    return group


def _choices(words: Wording) -> Option:
    return several(
        click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default=LANGUAGES[0],
            show_default=True,
            help=words("The language of the voice."),
        ),
        click.option(
            "--region",
            type=click.Choice(REGIONS),
            default=REGIONS[-1],
            show_default=True,
            help=words("Whose words: linh and nghìn in the north, lẻ and ngàn in the south."),
        ),
        click.option("--digits-only", is_flag=True, help=words("Only what reading digit by digit needs.")),
    )


def _folder(words: Wording) -> Option:
    return click.argument("folder", metavar=words("FOLDER"), type=click.Path(path_type=Path, file_okay=False))


def _needed(region: str, *, digits_only: bool) -> dict[str, Any]:
    regions = pack.REGIONS if region == REGIONS[-1] else (region,)
    return {"regions": regions, "modes": pack.MODES[:1] if digits_only else pack.MODES}


def _record_list(words: Wording) -> click.Command:
    does = words("Print what a person has to record: the file of every clip, and the words to say.")

    @click.command("record-list", help=page(words, does, "motcua voice record-list --region north"))
    @_choices(words)
    def run(language: str, region: str, *, digits_only: bool) -> None:
        needed = clips_needed(language, **_needed(region, digits_only=digits_only))
        width = max(map(len, needed)) + len(".wav")
        for clip, said in needed.items():
            click.echo(f"{f'{clip}.wav':<{width}}  {said}")
        click.echo(
            words(
                "{count} clips, each a wav file: mono, 16 bits, 22050 samples a second. Docs: voice.md",
                count=len(needed),
            ),
            err=True,
        )

    return run


def _check(words: Wording) -> click.Command:
    does = words("Say what is missing in a voice, too loud or quiet, or in a wrong format.")

    @click.command("check", help=page(words, does, "motcua voice check /srv/motcua/voice"))
    @_folder(words)
    def run(folder: Path) -> None:
        check_voice(folder, words)

    return run


def check_voice(folder: Path, words: Wording) -> None:
    """Prints the faults of the voice in a folder, or in its folders of languages. Raises Failure if any."""
    inside = [
        (folder / language, language) for language in LANGUAGES if (folder / language / MANIFEST).is_file()
    ]
    packs = inside or [(folder, "")]
    found = [(where, fault) for where, language in packs for fault in check_pack(where, language)]
    for where, fault in found:
        click.echo(f"{where}: {fault.sentence(words)}")
    if found:
        raise Failure(words("Not whole yet: {count} to put right.", count=len(found)))
    click.echo(words("The voice is whole."))


def _make(words: Wording) -> click.Command:
    does = words("Make a voice with the program espeak-ng, in a folder of its language below FOLDER.")

    @click.command("make", help=page(words, does, "motcua voice make voice --language vi"))
    @_folder(words)
    @_choices(words)
    def run(folder: Path, language: str, region: str, *, digits_only: bool) -> None:
        needed = _needed(region, digits_only=digits_only)
        try:
            count = make_pack(folder / language, language, **needed)
        except (MakingFailed, OSError) as error:
            says = words("The voice can't be made: {problem}. It needs espeak-ng.", problem=error)
            raise Failure(says) from error
        click.echo(words("{count} clips in {folder}.", count=count, folder=folder / language))

    return run
