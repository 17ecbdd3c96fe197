"""What stands beside the waiting line: trouble, who stands aside, dossiers, the other counters."""

from datetime import datetime

from textual.content import Content

from counter.names import Names
from counter.picture import Picture
from ticketing.desk.times import stopwatch
from ticketing.desk_views import CounterView, ScreenProblem, TicketRow
from ticketing.refusals import STATE_WORDS
from ticketing.rules.dossiers import DossierLists
from ticketing.rules.paper import worded_reason
from ticketing.sentences import N_
from ticketing.views import CounterRow
from wording import Wording

TITLE = "bold on $boost"
SCREEN_WORDS = {
    "display": N_("Screen {name}"),
    "kiosk": N_("Kiosk {name}"),
    "counter": N_("Desk of counter {counter}"),
    "guidance": N_("Guidance desk"),
    "manager": N_("Management's screen"),
}
TROUBLE_WORDS = {
    "gone": N_("disconnected"),
    "silent": N_("does not answer"),
    "sound-refused": N_("its sound is not on yet"),
}


def beside(picture: Picture) -> list[Content]:
    """All of it, a line each, the most pressing first."""
    view, names, words = picture.view, picture.names, picture.names.words
    lines = [Content.styled(paper_low(view.paper_low, words), "$text-warning")] if view.paper_low else []
    lines += [Content.styled(_slip(ticket, words), "$text-error") for ticket in view.unprinted]
    lines += [Content.styled(_screen(screen, words), "$text-warning") for screen in view.screens]
    if view.parked:
        lines.append(Content.styled(words("On hold: {n}", n=len(view.parked)), TITLE))
        lines += [_aside(ticket, names, picture.now) for ticket in view.parked]
    if view.missed:
        lines.append(Content.styled(words("No-shows: {n}", n=len(view.missed)), TITLE))
        lines.append(Content("  ".join(ticket.number for ticket in view.missed)))
    return [*lines, *dossier_lines(view.dossiers, words), *_others(view, words)]


def trouble_count(view: CounterView) -> int:
    """How many things need a hand."""
    return len(view.paper_low) + len(view.unprinted) + len(view.screens)


def paper_low(kiosks: tuple[str, ...], words: Wording) -> str:
    """Which kiosks need paper; where only one has no name of its own, it is the kiosk."""
    if kiosks == ("",):
        return words("Paper is running out at the kiosk")
    if len(kiosks) == 1:
        return words("Paper is running out at kiosk {name}", name=kiosks[0])
    names = ", ".join(name or "?" for name in kiosks)
    return words("Paper is running out at {n} kiosks: {names}", n=len(kiosks), names=names)


def _slip(ticket: TicketRow, words: Wording) -> str:
    if not ticket.print_reason:
        return words("Slip {number} not printed", number=ticket.number)
    reason = worded_reason(ticket.print_reason, words)
    return words("Slip {number} not printed: {reason}", number=ticket.number, reason=reason)


def _screen(screen: ScreenProblem, words: Wording) -> str:
    which = SCREEN_WORDS.get(screen.role, SCREEN_WORDS["display"])
    trouble = words(TROUBLE_WORDS.get(screen.trouble, "")) or screen.trouble
    return f"{words(which, name=screen.name, counter=screen.counter).rstrip()}: {trouble}"


def _aside(ticket: TicketRow, names: Names, now: datetime | None) -> Content:
    about = ticket.note or names.field(ticket.field)
    since = stopwatch(ticket.parked_at, now) if ticket.parked_at else ""
    return Content.assemble(
        (ticket.number, "bold"), " ", (since, "$text-accent"), " " if since else "", about
    )


def dossier_lines(lists: DossierLists, words: Wording) -> list[Content]:
    """How many dossiers need a hand, where the office keeps any."""
    if not lists.open_count:
        return []
    told = (
        (words("due today: {n}", n=lists.due_today_count), lists.due_today_count, "$text-warning"),
        (words("late: {n}", n=lists.late_count), lists.late_count, "$text-error"),
        (words("ready: {n}", n=len(lists.ready)), len(lists.ready), "$text-success"),
        (words("apology due: {n}", n=len(lists.apology_due)), len(lists.apology_due), "$text-warning"),
    )
    title = Content.styled(words("Dossiers: {n} open", n=lists.open_count), TITLE)
    return [title, *(Content.styled(sentence, colour) for sentence, count, colour in told if count)]


def _others(view: CounterView, words: Wording) -> list[Content]:
    others = [sign for sign in view.counters if sign.number != view.counter and sign.state != "closed"]
    if not others:
        return [Content.styled(words("No other counter is open"), "$foreground-muted")]
    title = Content.styled(words("Other counters"), TITLE)
    return [title, *(_other(sign, words) for sign in others)]


def _other(sign: CounterRow, words: Wording) -> Content:
    doing = words("nobody there")
    if sign.ticket and sign.ticket_state:
        doing = f"{sign.ticket} {words(STATE_WORDS[sign.ticket_state])}"
    elif sign.state == "paused":
        doing = words("paused")
    return Content.assemble((f"{sign.number:>2}", "bold"), f"  {doing}")
