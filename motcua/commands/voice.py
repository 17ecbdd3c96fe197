"""motcua voice: what a person must record, whether a voice is whole, and a voice made by espeak-ng."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from motcua.failures import Failure
from motcua.manual import page
from motcua.office_plans import load_plan
from motcua.options import LANGUAGES, Option, office_option, several
from server.voice import pack
from server.voice.checking import calls_a_minute, clips_of_office
from server.voice.making import MakingFailed, make_pack
from server.voice.pack import MANIFEST, PackUnusable, VoicePack, check_pack, clips_needed, load_pack
from ticketing.plan import NumberReading, OfficePlan, VoicePlan
from voices import shipped_voice
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
    does = words(
        "Print what a person has to record: the file of every clip, and the words to say. "
        "With --office only what this office says."
    )
    summary = words("Print what a person has to record: the file of every clip, and the words to say.")
    examples = ("motcua voice record-list --region north", "motcua voice record-list --office my-office.toml")

    @click.command("record-list", help=page(words, does, *examples), short_help=summary)
    @_choices(words)
    @office_option(words, default=None)
    def run(language: str, region: str, office: str | None, *, digits_only: bool) -> None:
        needed = clips_needed(language, **_needed(region, digits_only=digits_only))
        if office:
            said = _said_by(load_plan(office, words), language)
            needed = {clip: spoken for clip, spoken in needed.items() if clip in said}
        width = max(map(len, needed)) + len(".wav")
        for clip, spoken in needed.items():
            click.echo(f"{f'{clip}.wav':<{width}}  {spoken}")
        click.echo(
            words(
                "{count} clips, each a wav file: mono, 16 bits, 22050 samples a second. Docs: voice.md",
                count=len(needed),
            ),
            err=True,
        )

    return run


def _said_by(plan: OfficePlan, language: str) -> frozenset[str]:
    """The clips of a language that this office needs, read as it has numbers read."""
    return clips_of_office(plan, NumberReading(language, plan.voice.mode, plan.voice.region))


def _check(words: Wording) -> click.Command:
    does = words(
        "Say what is missing in a voice, too loud or quiet, or in a wrong format, and how many calls a "
        "minute it can say. With --office only the words that this office says must be there."
    )
    summary = words("Say what is missing or wrong in a voice, and how many calls a minute it can say.")
    examples = ("motcua voice check /srv/motcua/voice", "motcua voice check voice --office my-office.toml")

    @click.command("check", help=page(words, does, *examples), short_help=summary)
    @_folder(words)
    @office_option(words, default=None)
    def run(folder: Path, office: str | None) -> None:
        check_voice(folder, words, load_plan(office, words) if office else None)

    return run


def check_voice(folder: Path, words: Wording, plan: OfficePlan | None = None) -> None:
    """Prints the faults of the voice in a folder, or in its folders of languages. Raises Failure if any."""
    inside = [
        (folder / language, language) for language in LANGUAGES if (folder / language / MANIFEST).is_file()
    ]
    packs = inside or [(folder, "")]
    found = [
        (where, fault)
        for where, language in packs
        for fault in check_pack(where, language, _needed_by(plan, where))
    ]
    for where, fault in found:
        click.echo(f"{where}: {fault.sentence(words)}")
    for sentence in _told_of_pace([where for where, _ in packs], words, plan):
        click.echo(sentence)
    if found:
        raise Failure(words("Not whole yet: {count} to put right.", count=len(found)))
    click.echo(words("The voice has every word of this office.") if plan else words("The voice is whole."))


def _needed_by(plan: OfficePlan | None, folder: Path) -> frozenset[str] | None:
    """The clips that an office needs of the voice in a folder; None where every clip must be there."""
    try:
        language = pack.read_manifest(folder)[0].language
    except PackUnusable:
        return None
    return _said_by(plan, language) if plan else None


def _told_of_pace(folders: list[Path], words: Wording, plan: OfficePlan | None) -> Iterator[str]:
    """How many calls a minute the voices of these folders can say, in a sentence for each way to be said."""
    voices = dict(_usable(folders))
    voice = plan.voice if plan else VoicePlan()
    together = tuple(language for language in voice.languages if language in voices)
    for languages in (together,) if plan and together else [(language,) for language in voices]:
        pace = calls_a_minute(voices, replace(voice, languages=languages), plan)
        yield words(
            "Calls a minute ({languages}): {alone} said once, {repeated} said {times} times, "
            "{joined} joined at a rush, four in one go.",
            languages=", ".join(languages),
            alone=f"{pace.alone:.1f}",
            repeated=f"{pace.repeated:.1f}",
            times=voice.repeats,
            joined=f"{pace.joined:.1f}",
        )


def _usable(folders: list[Path]) -> Iterator[tuple[str, VoicePack]]:
    """The voices of these folders by language, with the shipped one as stand-in, as calls have it."""
    for folder in folders:
        try:
            voice = load_pack(folder)[0]
            shipped = load_pack(shipped_voice() / voice.language)[0]
        except PackUnusable:
            continue
        yield voice.language, replace(voice, stand_in=shipped)


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
