"""Who presses in a simulation: kiosks that issue, and clerks who press whatever a long day brings."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from random import Random

from link.client import ServerLink
from link.contract import CommandRefused, Link, Unanswered
from tests.link.virtual_time import passes
from tests.simulation.printer import print_number
from ticketing import commands as c
from ticketing.answers import Answer, TicketAnswer
from ticketing.desk_views import CounterView

PATIENCE_SECONDS = 8.0
DOSSIERS = 30


@dataclass
class Presses:
    """What was pressed, and what the screens were told."""

    acknowledged: dict[str, tuple[c.Command, Answer]] = default(default_factory=dict)
    refused: dict[str, str] = default(default_factory=dict)
    offline: dict[str, TicketAnswer] = default(default_factory=dict)
    papers: dict[tuple[date, str], str] = default(default_factory=dict)
    count: int = 0
    abandoned: int = 0

    @property
    def numbers(self) -> list[TicketAnswer]:
        """All numbers that were seen on a screen."""
        answers = (answer for _, answer in self.acknowledged.values())
        return [*(a for a in answers if isinstance(a, TicketAnswer)), *self.offline.values()]

    async def press(self, link: Link, command: c.Command) -> Answer | None:
        """Press, and press again under the same request id until there is an answer."""
        self.count += 1
        self.abandoned += 1
        answer = await self._answer(f"press-{self.count}", link, command)
        self.abandoned -= 1
        return answer

    async def _answer(self, request_id: str, link: Link, command: c.Command) -> Answer | None:
        while True:
            try:
                answer = await link.send(command, request_id=request_id, patience_seconds=PATIENCE_SECONDS)
            except Unanswered:
                continue
            except CommandRefused as refusal:
                self.refused[request_id] = refusal.name
                return None
            if isinstance(answer, TicketAnswer) and answer.ahead is None:
                self.offline[request_id] = answer
            else:
                self.acknowledged[request_id] = (command, answer)
            return answer


async def citizen(link: Link, presses: Presses, random_source: Random) -> None:
    """Somebody takes a number, and may give it up."""
    field, group = (
        random_source.choice("123"),
        random_source.choice([None, None, None, "elderly", "disabled"]),
    )
    answer = await presses.press(link, c.IssueTicket(field, group))
    if not isinstance(answer, TicketAnswer):
        return
    for outcome in await print_number(answer.number, link, random_source):
        presses.papers[answer.day, answer.number] = outcome
    if answer.ahead is not None and random_source.random() < 0.1:
        await presses.press(link, c.CancelTicket(answer.number, "về"))


async def clerk(link: ServerLink, number: int, presses: Presses, random_source: Random, acts: int) -> None:
    """A clerk sits down and presses keys, likely ones more often."""
    for _ in range(acts):
        await passes(random_source.expovariate(0.4))
        view = link.view
        if isinstance(view, CounterView) and not view.is_open:
            await presses.press(link, c.OpenCounter(number, f"Clerk {number}", take_over=True))
        await presses.press(link, _key(link, number, random_source))


def _seen(view: object) -> str:
    """The number that a clerk has before their eyes."""
    return view.ticket.number if isinstance(view, CounterView) and view.ticket else ""


def _key(link: ServerLink, number: int, random_source: Random) -> c.Command:
    view = link.view
    aside = [*view.parked, *view.missed] if isinstance(view, CounterView) else []
    notices = [notice.notice for notice in view.notices] if isinstance(view, CounterView) else []
    code = f"H52-{random_source.randrange(DOSSIERS)}"
    keys: list[c.Command] = [
        *[c.CallNext(number)] * 6,
        *[c.Recall(number)] * 2,
        *[c.StartService(number)] * 3,
        c.FinishService(number),
        *[c.FinishService(number, "accepted", code)] * 2,
        c.FinishService(number, "returned", code),
        c.NextMatter(number, random_source.choice("123"), "accepted", code),
        c.ReturnDossier(code),
        c.CallHelp(number),
        *[c.AnswerNotice(notice, number) for notice in notices[:1]],
        *[c.CallNext(number, at_desk=_seen(view))] * 2,
        c.MarkNoShow(number),
        c.Park(number, "photo"),
        c.Undo(number),
        c.Transfer(number, field=random_source.choice("123")),
        c.Transfer(number, to_counter=random_source.choice([1, 2, 3])),
        c.PauseCounter(number),
        c.ResumeCounter(number),
        c.ResumeCounter(number),
        c.CloseCounter(number),
        *[c.BringBack(ticket.number, number) for ticket in aside[:1]],
        *[c.ConfirmPriority(ticket.number, None, number) for ticket in aside[:1]],
        *[c.Resume(number, ticket.number) for ticket in aside[:1]],
        *[c.CallTicket(number, ticket.number) for ticket in aside[:1]],
    ]
    return random_source.choice(keys)
