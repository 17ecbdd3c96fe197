"""What kiosks that are offline add to any history of commands, and what must hold of it."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.ticketing.history import History
from ticketing import commands as c
from ticketing.apply import apply_all
from ticketing.decide import decide
from ticketing.tickets import TicketState

S = TicketState
leases = st.builds(c.LeaseNumbers, st.sampled_from(("1", "2", "3")), st.sampled_from(("kiosk-a", "kiosk-b")))


class OfflineKiosks(RuleBasedStateMachine):
    """Two kiosks that hold numbers and give them out; `papers` are those that the office does not know of."""

    history: History

    def begin_kiosks(self) -> None:
        self.yesterday = self.history.office
        self.papers: list[c.ReconcileTicket] = []
        self.visit_count = 0

    def end_day_of_kiosks(self) -> None:
        self.papers = [paper for paper in self.papers if paper.issued_at.date() == self.history.office.day]
        self.yesterday = self.history.office

    def press(self, command: c.Command) -> None:
        raise NotImplementedError

    @rule(lease=leases)
    def a_kiosk_takes_numbers_on_lease(self, lease: c.LeaseNumbers) -> None:
        self.press(lease)

    @precondition(lambda self: self.history.office.leased)
    @rule(data=st.data(), was_heard=st.booleans())
    def a_kiosk_gives_a_number_by_itself(self, data: st.DataObject, was_heard: bool) -> None:
        office = self.history.office
        on_paper = {paper.number for paper in self.papers}
        free = [n for n in office.leased if n not in office.tickets and n not in on_paper]
        if not free:
            return
        number = data.draw(st.sampled_from(free))
        held = office.leased[number]
        self.visit_count += 1
        track = f"visit-{self.visit_count}"
        if was_heard:
            self.press(c.IssueTicket(held.field, None, track))
        self.papers.append(c.ReconcileTicket(number, held.field, None, track, self.history.now, held.kiosk))

    @precondition(lambda self: self.papers)
    @rule()
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

    @invariant()
    def a_visit_has_one_ticket_that_counts(self) -> None:
        of_visits = [
            ticket.track
            for ticket in self.history.office.with_state(S.WAITING, S.CALLED, S.PARKED)
            if ticket.track in self.history.office.late_tracks
        ]
        assert len(of_visits) == len(set(of_visits))
