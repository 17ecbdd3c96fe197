"""What people press in an office as it stands: likely keys more often, and whatever else there is."""

from random import Random

from ticketing import commands as c
from ticketing.office import Counter, Office
from ticketing.tickets import TicketState

COUNTERS = (1, 2, 3)
DOSSIERS = 8
GROUPS = (None, None, None, "elderly", "disabled")
KIOSKS = ("kiosk-a", "kiosk-b")
CITIZENS_SHARE = 0.45


def drawn_press(office: Office, random_source: Random) -> c.Command:
    """A press of a citizen or a clerk."""
    if random_source.random() < CITIZENS_SHARE:
        return citizens_press(office, random_source)
    return clerks_press(office, random_source.choice(COUNTERS), random_source)


def citizens_press(office: Office, random_source: Random) -> c.Command:
    """A number is taken, given up or printed, or set aside for a kiosk."""
    field = random_source.choice("123")
    issue = c.IssueTicket(field, random_source.choice(GROUPS))
    presses: list[c.Command] = [*[issue] * 6, c.LeaseNumbers(field, random_source.choice(KIOSKS))]
    if office.tickets and random_source.random() < 0.5:
        number = random_source.choice(list(office.tickets))
        presses += [
            c.ReportPrint(number, random_source.choice(("printed", "failed")), kiosk="kiosk-a"),
            c.CancelTicket(number, "về"),
        ]
    return random_source.choice(presses)


def clerks_press(office: Office, number: int, random_source: Random) -> c.Command:
    """A key that a clerk is likely to press now, or any other one."""
    counter = office.counter(number)
    if not counter.is_open:
        return c.OpenCounter(number, f"Hoa {number}", take_over=True)
    if random_source.random() < 0.15:
        return _anything(office, number, random_source)
    ticket = office.tickets.get(counter.ticket or "")
    if ticket is None:
        return random_source.choice(_at_free_desk(office, counter, random_source))
    if ticket.state is TicketState.CALLED:
        return random_source.choice(
            [
                *[c.StartService(number)] * 5,
                *[c.Recall(number)] * 2,
                c.MarkNoShow(number),
                c.CallNext(number, missed=True),
                c.Undo(number),
            ]
        )
    return random_source.choice(_while_serving(number, random_source))


def _at_free_desk(office: Office, counter: Counter, random_source: Random) -> list[c.Command]:
    number = counter.number
    aside = office.with_state(TicketState.PARKED, TicketState.NO_SHOW)
    keys: list[c.Command] = [*[c.CallNext(number)] * 6, c.Undo(number)]
    if not counter.is_calling:
        keys += [c.ResumeCounter(number)] * 6
    if aside:
        gone = random_source.choice(aside).number
        keys += [c.BringBack(gone, number), c.Resume(number, gone), c.CallTicket(number, gone)]
    return keys


def _while_serving(number: int, random_source: Random) -> list[c.Command]:
    code, field = f"H52-{random_source.randrange(DOSSIERS)}", random_source.choice("123")
    return [
        *[c.FinishService(number)] * 3,
        c.FinishService(number, "accepted", code),
        c.FinishService(number, "returned", code),
        c.NextMatter(number, field),
        c.NextMatter(number, field, "accepted", code),
        c.Park(number, "ảnh"),
        c.Transfer(number, field=field),
        c.Transfer(number, to_counter=random_source.choice(COUNTERS)),
        c.CallNext(number),
        *[c.Undo(number)] * 2,
    ]


def _anything(office: Office, number: int, random_source: Random) -> c.Command:
    code = f"H52-{random_source.randrange(DOSSIERS)}"
    anybody = random_source.choice(list(office.tickets)) if office.tickets else "1001"
    return random_source.choice(
        [
            c.PauseCounter(number),
            c.ResumeCounter(number),
            c.CloseCounter(number),
            c.CallHelp(number),
            c.Undo(number),
            c.Undo(number),
            c.CallTicket(number, anybody),
            c.Reopen(anybody, "quên", number),
            c.Transfer(number, field="1", number=anybody),
            c.ConfirmPriority(anybody, random_source.choice(GROUPS), number),
            c.MarkReady(code),
            c.ReturnDossier(code),
            c.AnswerNotice(1, number),
            c.CallNext(number, at_desk=random_source.choice(("", anybody))),
            c.StartService(number),
            c.FinishService(number),
        ]
    )
