"""Commands that no screen sends: counters, fields, numbers and texts that are not there or not to be had."""

from datetime import datetime

from tests.ticketing.draws import any_of, made, one_of, some
from tests.ticketing.plans import HANOI
from ticketing import commands as c

odd_counters = one_of(0, 1, 3, 99, -1)
odd_fields = one_of("1", "9", "", "@1")
odd_texts = one_of("x" * 501, "a\nb", "\x1b[2J")
odd_numbers = one_of("1001", "9999", "")
nonsense = any_of(
    made(c.IssueTicket, odd_fields, one_of(None, "king"), one_of("", "a b")),
    made(c.AskReprint, odd_counters, odd_numbers),
    made(c.LeaseNumbers, odd_fields, odd_texts),
    made(
        c.ReconcileTicket,
        *(odd_numbers, odd_fields, one_of(None), one_of("visit", "")),
        one_of(datetime(2026, 11, 23, 7, 30, tzinfo=HANOI)),
        one_of("kiosk-a"),
    ),
    *(made(key, odd_counters) for key in (c.CallNext, c.Recall, c.StartService, c.Undo, c.CloseCounter)),
    made(c.FinishService, odd_counters, odd_texts),
    made(c.Park, odd_counters, odd_texts),
    made(c.CallTicket, odd_counters, odd_numbers),
    made(c.Resume, odd_counters, odd_numbers),
    made(c.Transfer, odd_counters, any_of(one_of(None), odd_fields), any_of(one_of(None), odd_counters)),
    made(c.OpenCounter, odd_counters, any_of(odd_texts, one_of(" "))),
    made(c.PauseCounter, odd_counters, odd_texts),
    made(c.AssignFields, odd_counters, some(odd_fields, 0, 2)),
    made(c.CancelTicket, odd_numbers, odd_texts),
    made(c.ReportPrint, odd_numbers, one_of("failed"), odd_texts),
)
