"""What was done where entries of the journal are lost, in sentences."""

from collections.abc import Callable
from typing import Any

from server.reports.story.tongue import Telling
from ticketing import events as e
from ticketing.loss_events import LossAccepted, NumbersSkipped
from ticketing.sentences import N_, shown_day


def _accepted(telling: Telling, event: LossAccepted) -> str:
    if not event.is_by_hand:
        sentence = N_(
            "Screens had been shown {entries} entries that are not on record; numbers are passed over"
        )
        return telling.words(sentence, entries=event.entries)
    if not event.entries:
        return telling.words(N_("The office goes on with another journal than the one that was written last"))
    if event.until is None:
        sentence = N_("The office goes on without {entries} entries of its journal that are lost")
        return telling.words(sentence, entries=event.entries)
    sentence = N_(
        "The office goes on without {entries} entries of its journal that are lost, the last of {until}"
    )
    until = f"{event.until:%H:%M:%S} {shown_day(event.until)}"
    return telling.words(sentence, entries=event.entries, until=until)


def _skipped(telling: Telling, event: NumbersSkipped) -> str:
    sentence = N_("{count} numbers of {field} that may be on paper are given to nobody: {first}–{last}")
    return telling.words(
        sentence,
        count=len(event.numbers),
        field=telling.field(event.field),
        first=event.numbers[0] if event.numbers else "",
        last=event.numbers[-1] if event.numbers else "",
    )


LOSS_TELLERS: dict[type[e.Event], Callable[[Telling, Any], str]] = {
    LossAccepted: _accepted,
    NumbersSkipped: _skipped,
}
"""How these events are told."""
