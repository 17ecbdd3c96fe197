"""Lost entries of the journal: what staff read of them, and screens as witnesses of what was shown."""

import logging
from datetime import date

from server.desk import Desk
from server.journal.anchor import ANCHOR_NAME
from server.journal.opening import OpenedJournal
from ticketing.office import Office
from ticketing.rules.losses import Loss
from ticketing.sentences import N_, ToldError, shown_day

LOST = N_(
    "{entries} entries of the record are lost, the last of {until}. Their numbers are given to nobody else: "
    "whoever comes with a number that no desk knows needs a new one."
)
OTHER_RECORD = N_(
    "The record is another one than before. Numbers that may have been given out are given to nobody else: "
    "whoever comes with a number that no desk knows needs a new one."
)
SEEN_MORE = N_(
    "A screen had been shown {entries} entries that are not on record: its newest part may be lost. "
    "Numbers go on beyond those that may have been given out. Ask whoever looks after the "
    "server whether a backup was put back."
)
NO_ANCHOR = N_(
    "{file} can't be written, so that nobody would see it if the newest entries of the record got lost. Look "
    "at the disk of the server's PC, and who may write there."
)
VERSION_MAX = 2**53
SKIPPED_BY_WITNESSES_MAX = 200
"""So many numbers of a field at most are passed over because screens say so, in one run of the server."""

log = logging.getLogger(__name__)


class LossWatch:
    """Tells staff of lost entries for the rest of the service day; call `publish` with each state."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._warnings = desk.warnings
        self._day: date = desk.office.day
        self._subjects: set[str] = set()
        self._accounted = 0
        self._skipped = 0
        self.is_anchored = True

    def tell(self, subject: str, told: ToldError) -> None:
        """Let staff read this until the service day is over."""
        self._subjects.add(subject)
        self._warnings.tell(subject, told)

    def accepted(self, loss: Loss, known: int) -> None:
        """Somebody has accepted a loss; that screens have seen entries up to `known` is no news."""
        self._accounted = known
        log.warning("Numbers that may have been given out until entry %d are passed over", known)
        if loss.entries:
            until = f"{loss.until:%H:%M} {shown_day(loss.until)}" if loss.until else "–"
            self.tell("loss", ToldError(LOST, entries=loss.entries, until=until))
        else:
            self.tell("loss", ToldError(OTHER_RECORD))

    def anchor_written(self, error: OSError | None) -> None:
        """The anchor's disk has a fault, or has none any more."""
        self.is_anchored = error is None
        if error:
            log.warning("The journal's anchor can't be written: %s", error)
            self._warnings.tell("anchor-disk", ToldError(NO_ANCHOR, file=ANCHOR_NAME))
        else:
            log.warning("The journal's anchor is written again")
            self._warnings.settle("anchor-disk")

    def publish(self, office: Office, _position: int) -> None:
        """What was lost on a day concerns nobody's number on the next."""
        if office.day != self._day:
            self._day = office.day
            for subject in self._subjects:
                self._warnings.settle(subject)
            self._subjects.clear()

    def seen(self, version: int, role: str) -> None:
        """A screen that was let in says up to which entry it had been shown the office.

        One that has seen more than is on record makes one line for staff and passes over as many numbers,
        within SKIPPED_BY_WITNESSES_MAX: it may be the only witness, or confused.
        """
        missing = min(version, VERSION_MAX) - max(self._desk.position, self._accounted)
        if missing <= 0:
            return
        self._accounted = max(self._desk.position, self._accounted) + missing
        skipped = min(missing, SKIPPED_BY_WITNESSES_MAX - self._skipped)
        log.warning("A %s had been shown entry %d; the record ends at %d", role, version, self._desk.position)
        self.tell("witness", ToldError(SEEN_MORE, entries=missing))
        if skipped > 0:
            self._skipped += skipped
            self._desk.pass_over(Loss(missing, beyond=skipped, leased_beyond=skipped, is_by_hand=False))


async def watch_of(opened: OpenedJournal, desk: Desk) -> LossWatch:
    """The watch over the journal of a desk that has started, whose anchor takes in what was accepted."""
    watch = LossWatch(desk)
    opened.journal.trouble = watch.anchor_written
    if opened.is_writable:
        await opened.journal.begin()
    if opened.loss:
        watch.accepted(opened.loss, opened.known)
    if opened.doubt:
        watch.tell("anchor", opened.doubt)
    desk.listen(watch.publish)
    return watch
