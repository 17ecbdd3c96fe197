"""The verbs of motcua press: what each is called, what it takes, and the command that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from motcua.options import Option
from ticketing import commands as c
from ticketing.outcomes import Outcome
from ticketing.sentences import N_
from wording import Wording

Given = Mapping[str, Any]
Build = Callable[[int, Given], c.Command]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb; `takes` names its arguments and options of TAKEN, in their order."""

    name: str
    does: str
    build: Build
    takes: tuple[str, ...] = ()
    example: str = ""


def argument(name: str, *, required: bool = True) -> Callable[[Wording], Option]:
    """Something that a verb is about, which needs no name on the command line."""
    return lambda _words: click.argument(name, metavar=name.upper(), required=required)


def option(name: str, says: str, metavar: str = "TEXT", **more: Any) -> Callable[[Wording], Option]:
    """Something that a verb may be given."""
    return lambda words: click.option(f"--{name}", metavar=metavar, help=words(says), **more)


def day_option(name: str, says: str, *, required: bool = False) -> Callable[[Wording], Option]:
    """A day that a verb may be given."""
    return option(name, says, "YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), required=required)


OUTCOMES = tuple(outcome.value for outcome in Outcome)
MATTER = ("outcome", "dossier", "procedure", "due")
TAKEN: dict[str, Callable[[Wording], Option]] = {
    "number": argument("number"),
    "held": argument("number", required=False),
    "field": argument("field"),
    "class": argument("class", required=False),
    "notice": lambda _words: click.argument("notice", metavar="NOTICE", type=int),
    "code": argument("dossier"),
    "clerk": option("clerk", N_("Who sits down."), "NAME", required=True),
    "take-over": lambda words: click.option(
        "--take-over", is_flag=True, help=words("Also where another clerk has not left.")
    ),
    "reason": option("reason", N_("Why; may be left out."), default=""),
    "apology": option("reason", N_("The reason, as the apology gives it."), required=True),
    "note": option("note", N_("For whoever takes it over."), default=""),
    "to-field": option("field", N_("The field to transfer to."), "CODE"),
    "to-counter": option("to-counter", N_("The counter to transfer to."), "NUMBER", type=int),
    "outcome": option(
        "outcome", N_("How the matter ended."), "|".join(OUTCOMES), type=click.Choice(OUTCOMES)
    ),
    "dossier": option("dossier", N_("The dossier's code."), "CODE", default=""),
    "procedure": option("procedure", N_("The procedure, by whose time limit it is due."), "CODE", default=""),
    "due": day_option("due", N_("When the result is due.")),
    "new-due": day_option("due", N_("When the result is due."), required=True),
}


def _plain(kind: type[c.CounterCommand]) -> Build:
    return lambda counter, _given: kind(counter)


def _day(given: Given) -> date | None:
    due: datetime | None = given["due"]
    return due.date() if due else None


def _matter(given: Given) -> dict[str, Any]:
    told = {name: given[name] or "" for name in ("outcome", "dossier", "procedure")}
    return {**told, "due": _day(given)}


def _resume(counter: int, given: Given) -> c.Command:
    number = given["number"]
    return c.Resume(counter, number.upper()) if number else c.ResumeCounter(counter)


def _transfer(counter: int, given: Given) -> c.Command:
    return c.Transfer(counter, given["field"], given["to_counter"], note=given["note"])


def _next_matter(counter: int, given: Given) -> c.Command:
    return c.NextMatter(counter, given["field"], note=given["note"], **_matter(given))


def _reappoint(_counter: int, given: Given) -> c.Command:
    return c.Reappoint(given["dossier"], given["due"].date(), given["reason"])


VERBS: tuple[Verb, ...] = (
    Verb("next", N_("Call whoever is next by the office's rules."), _plain(c.CallNext)),
    Verb("recall", N_("Call the same number again."), _plain(c.Recall)),
    Verb("start", N_("The citizen has come."), _plain(c.StartService)),
    Verb(
        "finish",
        N_("The matter at the counter is done."),
        lambda counter, given: c.FinishService(counter, **_matter(given)),
        MATTER,
        "--outcome accepted --dossier H52-1 --due 2026-12-04",
    ),
    Verb(
        "next-matter",
        N_("The matter is done, and the same citizen has another one in this field."),
        _next_matter,
        ("field", *MATTER, "note"),
        "2",
    ),
    Verb("no-show", N_("Nobody came."), _plain(c.MarkNoShow)),
    Verb(
        "park",
        N_("Let the citizen go for a while with the number kept."),
        lambda counter, given: c.Park(counter, given["reason"]),
        ("reason",),
    ),
    Verb(
        "transfer",
        N_("Send the number at the counter to a field or to another counter."),
        _transfer,
        ("to-field", "to-counter", "note"),
        "--to-counter 2",
    ),
    Verb(
        "call",
        N_("Call this number."),
        lambda counter, given: c.CallTicket(counter, given["number"].upper()),
        ("number",),
        "1012",
    ),
    Verb(
        "resume",
        N_("Serve a number on hold or a no-show again; without a number reopen the paused counter."),
        _resume,
        ("held",),
    ),
    Verb(
        "bring-back",
        N_("A citizen on hold or a no-show is back: let the number wait again."),
        lambda counter, given: c.BringBack(given["number"].upper(), counter),
        ("number",),
        "1012",
    ),
    Verb(
        "priority",
        N_("Confirm a number's priority class; without a class it has none."),
        lambda counter, given: c.ConfirmPriority(given["number"].upper(), given["class"], counter),
        ("number", "class"),
        "1012 elderly",
    ),
    Verb(
        "cancel",
        N_("Give a number up."),
        lambda _counter, given: c.CancelTicket(given["number"].upper(), given["reason"]),
        ("number", "reason"),
        "1012",
    ),
    Verb(
        "reprint",
        N_("Have a number's slip printed once more."),
        lambda counter, given: c.AskReprint(counter, given["number"].upper()),
        ("number",),
        "1012",
    ),
    Verb("undo", N_("Take back the counter's last call or finish."), _plain(c.Undo)),
    Verb(
        "open",
        N_("Sit down at the counter."),
        lambda counter, given: c.OpenCounter(counter, given["clerk"], given["take_over"]),
        ("clerk", "take-over"),
        "--clerk Hoa",
    ),
    Verb(
        "pause",
        N_("Call nobody for a while."),
        lambda counter, given: c.PauseCounter(counter, given["reason"]),
        ("reason",),
    ),
    Verb("close", N_("Leave the counter."), _plain(c.CloseCounter)),
    Verb(
        "leader",
        N_("Ask the leader on duty to come."),
        lambda counter, given: c.CallLeader(counter, given["reason"]),
        ("reason",),
    ),
    Verb("help", N_("Ask colleagues for help, on their screens only."), _plain(c.CallHelp)),
    Verb(
        "answer",
        N_("Answer a message that the desk shows."),
        lambda counter, given: c.AnswerNotice(given["notice"], counter),
        ("notice",),
        "7",
    ),
    Verb(
        "ready",
        N_("A dossier's result is ready."),
        lambda _, given: c.MarkReady(given["dossier"]),
        ("code",),
        "H52-1",
    ),
    Verb(
        "return",
        N_("A dossier's result was handed back."),
        lambda _, given: c.ReturnDossier(given["dossier"]),
        ("code",),
        "H52-1",
    ),
    Verb(
        "reappoint",
        N_("Name another day for a dossier, once, with an apology."),
        _reappoint,
        ("code", "new-due", "apology"),
        "H52-1 --due 2026-12-04 --reason 'máy hỏng'",
    ),
)
