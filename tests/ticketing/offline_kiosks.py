"""What kiosks that are offline add to any history of commands, and what must hold of it."""

from collections.abc import Callable
from random import Random

from tests.ticketing.draws import made, one_of
from tests.ticketing.history import History
from ticketing import commands as c
from ticketing.apply import apply_all
from ticketing.decide import decide
from ticketing.tickets import TicketState

S = TicketState
leases = made(c.LeaseNumbers, one_of("1", "2", "3"), one_of("kiosk-a", "kiosk-b"))


class OfflineKiosks:
    """Two kiosks that hold numbers and give them out; `papers` are those that the office does not know of."""

    def __init__(self, history: History, random_source: Random) -> None:
        self.history = history
        self.random_source = random_source
        self.yesterday = history.office
        self.papers: list[c.ReconcileTicket] = []
        self.visit_count = 0

    def end_day_of_kiosks(self) -> None:
        self.papers = [paper for paper in self.papers if paper.issued_at.date() == self.history.office.day]
        self.yesterday = self.history.office

    def press(self, command: c.Command) -> None:
        raise NotImplementedError

    def acts(self) -> list[Callable[[], None]]:
        """What kiosks can do now."""
        acts: list[Callable[[], None]] = [self.a_kiosk_takes_numbers_on_lease]
        acts += [self.a_kiosk_gives_a_number_by_itself] * bool(self.history.office.leased)
        return acts + [self.the_line_comes_back] * bool(self.papers)

    def a_kiosk_takes_numbers_on_lease(self) -> None:
        self.press(leases(self.random_source))

    def a_kiosk_gives_a_number_by_itself(self) -> None:
        office = self.history.office
        on_paper = {paper.number for paper in self.papers}
        free = [n for n in office.leased if n not in office.tickets and n not in on_paper]
        if not free:
            return
        number = self.random_source.choice(free)
        held = office.leased[number]
        self.visit_count += 1
        track = f"visit-{self.visit_count}"
        if self.random_source.random() < 0.5:  # and the answer was lost
            self.press(c.IssueTicket(held.field, None, track))
        self.papers.append(c.ReconcileTicket(number, held.field, None, track, self.history.now, held.kiosk))

    def the_line_comes_back(self) -> None:
        for paper in self.papers:
            if paper.issued_at.date() == self.history.office.day:
                self.press(paper)
                assert self.history.ticket(paper.number).issued_at == paper.issued_at
                assert self.history.refusal(c.IssueTicket(paper.field, None, paper.track)) == "given-offline"
            else:
                self.yesterday = apply_all(self.yesterday, decide(self.yesterday, paper, self.history.now))
                assert self.yesterday.tickets[paper.number].state is S.LAPSED
        self.papers.clear()

    def a_visit_has_one_ticket_that_counts(self) -> None:
        """What a clerk serves as the paper comes is the clerk's to end, and gives way once it leaves."""
        of_visits = [
            ticket.track
            for ticket in self.history.office.with_state(S.WAITING, S.CALLED, S.PARKED, S.NO_SHOW)
            if ticket.track in self.history.office.late_tracks
        ]
        assert len(of_visits) == len(set(of_visits))
