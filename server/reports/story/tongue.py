"""What a sentence about a happening needs: its language, and how counters, fields and people are named."""

from dataclasses import dataclass

from server.reports.story.steps import Happening
from ticketing.office import Office
from ticketing.sentences import N_, Words

ROLE_WORDS: dict[str, str] = {
    "clerk": N_("clerk"),
    "counter": N_("counter"),
    "kiosk": N_("kiosk"),
    "guidance": N_("guidance desk"),
    "manager": N_("manager"),
}

SYSTEM_WORDS: dict[str, str] = {
    "day": N_("The end of the day"),
    "loss": N_("The loss of entries"),
    "plan": N_("The office file"),
    "rule": N_("The office's rule"),
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language that is told in: its words, and its code by which the office's own names are worded."""

    words: Words
    language: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A happening and the language in which it is told."""

    happening: Happening
    tongue: Tongue

    @property
    def words(self) -> Words:
        """The words of the language."""
        return self.tongue.words

    def place(self, counter: int) -> str:
        """A counter with its clerk; one that has just been left still has the clerk's name."""
        before, after = self.happening.before, self.happening.after
        return place(counter, before.counter(counter).clerk or after.counter(counter).clerk, self.words)

    def field(self, code: str) -> str:
        """The name of a field."""
        return field_name(self.happening.after, code, self.tongue.language)

    def procedure(self, code: str) -> str:
        """That it is about this procedure, by its name; nothing without a code."""
        procedure = self.happening.after.plan.procedure(code) if code else None
        name = procedure.name if procedure else code
        return self.words(N_("procedure: {name}"), name=name) if name else ""


def maker(made_by: str, words: Words) -> str:
    """Who caused it, in words, from what the journal keeps: a person and where, a screen, or a system.

    It keeps `clerk Hoa, counter 3`, `kiosk cửa chính`, `manager, hall`, `api counter` and the like.
    """
    who, comma, where = made_by.partition(", ")
    kind, _, name = who.partition(" ")
    if kind == "counter":
        worded = words(N_("Counter {counter}"), counter=name)
    elif kind == "api":
        role = words(ROLE_WORDS[name]) if name in ROLE_WORDS else name
        worded = words(N_("Over HTTP ({role})"), role=role)
    elif kind in SYSTEM_WORDS:
        worded = words(SYSTEM_WORDS[kind])
    elif kind in ROLE_WORDS:
        role = words(ROLE_WORDS[kind])
        worded = f"{role[:1].upper()}{role[1:]} {name}".strip()
    else:
        worded = who
    return f"{worded}, {maker(where, words)}" if comma else worded


def place(counter: int, clerk: str, words: Words) -> str:
    """A counter with its clerk, if somebody sits there."""
    if clerk:
        return words(N_("Counter {counter} ({clerk})"), counter=counter, clerk=clerk)
    return words(N_("Counter {counter}"), counter=counter)


def field_name(office: Office, code: str, language: str) -> str:
    """A field's name; its code where the office file has lost it since."""
    field = office.plan.field(code)
    return field.name.worded(language) if field else code


def followed_by(clause: str, *more: str) -> str:
    """The clause, and after it whatever more is known."""
    return "; ".join([clause, *(part for part in more if part)])


def reasoned(clause: str, reason: str) -> str:
    """The clause with what somebody typed as the reason, which may end in a full stop."""
    return f"{clause}: {reason.rstrip('. ')}" if reason.rstrip(". ") else clause
