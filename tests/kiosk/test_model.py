"""What a touch means to the kiosk, without a screen: the model over a link to an office in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest

from kiosk.actions import (
    ChooseField,
    ChooseLanguage,
    ChoosePriority,
    FindProcedure,
    GoToStart,
    Listen,
    PrintAgain,
    ReadProcedure,
    TakeAnyway,
)
from kiosk.dialogue import COPIES_MAX, DialogueStep
from kiosk.guidance import CLOSED, GUIDANCE
from kiosk.input.id_card import CardSaid
from kiosk.input.staff_lock import StaffLock
from kiosk.model import KioskModel, PrintTicket, SayGuidance, SendRequest
from kiosk.page_choice import declared_classes, idle_seconds
from kiosk.printing.printer import PrintReport
from kiosk.settings import Equipment, KioskSettings
from link.contract import LinkEvent, Screen
from tests.kiosk.front_door import MONDAY, NOON, PLAN
from tests.link.fake_office import FakeOffice
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket, OpenCounter
from ticketing.plan import Name, OfficePlan, PriorityClass

NO_EQUIPMENT = Equipment()
SOON = 0.1
YOUNG = "001099000017||NGUYEN VAN MAU|17031999|Nam|Thon Mau, Xa Mau|19012022"
TICKET = TicketAnswer("1001", "1", None, 0, MONDAY, date(2026, 11, 23), "track")


@dataclass
class Shown:
    """A model that follows an office in memory."""

    office: FakeOffice
    model: KioskModel

    def line(self, code: str) -> tuple[str, bool]:
        """What stands under a field, and whether it can be pressed."""
        field = self.model.state().worded_field(code)
        return field.line, field.can_press


@asynccontextmanager
async def shown(
    plan: OfficePlan = PLAN, now: datetime = MONDAY, equipment: Equipment = NO_EQUIPMENT, **settings: Any
) -> AsyncIterator[Shown]:
    """A model whose link is connected."""
    ids = count(1)
    office = FakeOffice(plan, lambda: now)
    link = office.link(Screen("kiosk"))
    model = KioskModel(link, KioskSettings(lambda: f"press-{next(ids)}", **settings), equipment)

    def hear(event: LinkEvent) -> None:
        model.hear(event)

    link.listen(hear)
    running = asyncio.create_task(link.run())
    await passes(SOON)
    yield Shown(office, model)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@in_virtual_time
async def test_a_priority_class_goes_with_the_request() -> None:
    """The class that was touched is the ticket's class."""
    async with shown() as kiosk:
        assert kiosk.model.obey(ChooseField("2"), 0.0) is None
        assert kiosk.model.dialogue.step is DialogueStep.ASK_PRIORITY
        effect = kiosk.model.obey(ChoosePriority("pregnant"), 0.0)
        assert isinstance(effect, SendRequest)
        assert effect.request.command == IssueTicket("2", "pregnant")
        assert effect.request == kiosk.model.dialogue.request


@in_virtual_time
async def test_the_procedure_that_was_read_goes_with_the_request() -> None:
    """From the procedure's own page, past the question of priority; not once the citizen has gone back."""
    async with shown() as kiosk:
        for action in (FindProcedure(), ReadProcedure("1.001193"), ChooseField("1")):
            kiosk.model.obey(action, 0.0)
        effect = kiosk.model.obey(ChoosePriority(None), 0.0)
        assert isinstance(effect, SendRequest)
        assert effect.request.command == IssueTicket("1", procedure="1.001193")
        kiosk.model.make_way()
        kiosk.model.obey(ChooseField("1"), 0.0)
        effect = kiosk.model.obey(ChoosePriority(None), 0.0)
        assert isinstance(effect, SendRequest)
        assert effect.request.command == IssueTicket("1")


@in_virtual_time
async def test_a_class_that_only_staff_give_is_not_offered() -> None:
    """The kiosk asks for the classes that citizens declare themselves, and for no other."""
    emergency = PriorityClass("emergency", Name("Khẩn cấp", "Emergency"), 0, at_kiosk=False)
    async with shown(replace(PLAN, priority_classes=(emergency, *PLAN.priority_classes))) as kiosk:
        assert declared_classes(kiosk.model.state().office) == PLAN.priority_classes


def test_whoever_hunts_letters_or_reads_has_more_time() -> None:
    """Three times as long as whoever only chooses."""
    settings = KioskSettings(str)
    assert [idle_seconds(step, settings) for step in (DialogueStep.SEARCH, DialogueStep.PAPERS)] == [45, 45]
    assert idle_seconds(DialogueStep.ASK_PRIORITY, settings) == 15


@in_virtual_time
async def test_an_office_without_priority_classes_asks_nothing() -> None:
    """One touch asks for a number where there is nothing to choose."""
    async with shown(replace(PLAN, priority_classes=())) as kiosk:
        effect = kiosk.model.obey(ChooseField("4"), 0.0)
        assert isinstance(effect, SendRequest)
        assert effect.request.command == IssueTicket("4")
        assert kiosk.model.dialogue.step is DialogueStep.ISSUING


@in_virtual_time
async def test_a_number_that_comes_too_late_is_given_only_when_it_is_wanted_all_the_same() -> None:
    """At 16:58 with 31 waiting the kiosk asks first; no takes nothing, yes sends the very same request."""
    async with shown(now=MONDAY.replace(hour=16, minute=58)) as kiosk:
        model = kiosk.model
        for _ in range(31):
            kiosk.office.do(IssueTicket("1"))
        await passes(SOON)
        for answer, effect, step in (
            (GoToStart(), None, DialogueStep.CHOOSE_FIELD),
            (TakeAnyway(), IssueTicket("1"), DialogueStep.ISSUING),
        ):
            model.obey(ChooseField("1"), 0.0)
            assert model.obey(ChoosePriority(None), 0.0) is None
            assert model.dialogue.step is DialogueStep.ASK_LATE
            sent = model.obey(answer, 0.0)
            assert (sent.request.command if isinstance(sent, SendRequest) else sent) == effect
            assert model.dialogue.step is step


@in_virtual_time
async def test_a_priority_number_that_will_be_served_is_not_asked_about() -> None:
    """Who goes before the others is not warned of their waits."""
    async with shown(now=MONDAY.replace(hour=16, minute=58)) as kiosk:
        for _ in range(31):
            kiosk.office.do(IssueTicket("1"))
        await passes(SOON)
        kiosk.model.obey(ChooseField("1"), 0.0)
        assert isinstance(kiosk.model.obey(ChoosePriority("elderly"), 0.0), SendRequest)


@in_virtual_time
async def test_the_way_back_takes_no_number() -> None:
    """Leaving the question asks the office for nothing."""
    async with shown() as kiosk:
        kiosk.model.obey(ChooseField("1"), 0.0)
        assert kiosk.model.obey(GoToStart(), 0.0) is None
        assert kiosk.model.dialogue.step is DialogueStep.CHOOSE_FIELD


@in_virtual_time
async def test_copies_come_to_an_end() -> None:
    """A printer that never prints is not tried for ever."""
    async with shown() as kiosk:
        model = kiosk.model
        model.dialogue = model.dialogue.issued(TICKET).printed(PrintReport("failed", "off"))
        for _ in range(COPIES_MAX):
            assert model.obey(PrintAgain(), 0.0) == PrintTicket(TICKET, copy=True)
            model.dialogue = model.dialogue.printed(PrintReport("failed", "off"))
        assert model.obey(PrintAgain(), 0.0) is None
        assert not model.dialogue.may_copy


@in_virtual_time
async def test_a_holiday_has_its_name() -> None:
    """On a holiday the kiosk names it, and no field can be pressed."""
    plan = replace(PLAN, holidays={date(2026, 11, 23): Name("Ngày Văn hóa Việt Nam", "Culture Day")})
    async with shown(plan) as kiosk:
        fields, closed = kiosk.model.state().worded_fields()
        assert closed is not None
        assert closed.title == "Hôm nay nghỉ: Ngày Văn hóa Việt Nam"
        assert not any(field.can_press for field in fields)


@in_virtual_time
async def test_a_closed_office_says_the_day_of_its_next_session() -> None:
    """After the last session of a day it is that of the next working day."""
    async with shown(now=NOON.replace(hour=17)) as kiosk:
        _, closed = kiosk.model.state().worded_fields()
        assert closed is not None
        assert closed.advice == "Tiếp nhận trở lại lúc 07:30 sáng mai, thứ Ba 24/11"


@in_virtual_time
async def test_a_field_without_numbers_cannot_be_pressed() -> None:
    """Where the day's quota is used up, the field says so and the others go on."""
    fields = (replace(PLAN.fields[0], daily_quota=1), *PLAN.fields[1:])
    async with shown(replace(PLAN, fields=fields)) as kiosk:
        kiosk.office.do(IssueTicket("1"))
        await passes(SOON)
        assert kiosk.line("1") == ("Đã hết số hôm nay. Xin quay lại ngày làm việc sau", False)
        assert kiosk.line("2")[1]


@in_virtual_time
async def test_a_field_that_no_counter_is_open_for_says_so() -> None:
    """Before the clerks sit down numbers can be had, and the citizen knows that nobody calls them yet."""
    async with shown() as kiosk:
        assert kiosk.line("1") == ("Chưa có người chờ · quầy chưa mở", True)
        kiosk.office.do(OpenCounter(1, "Hoa"))
        await passes(SOON)
        assert kiosk.line("1") == ("Chưa có người chờ", True)


@in_virtual_time
async def test_a_closed_office_says_so_aloud() -> None:
    """Nobody is asked to choose a field where there is none to choose."""
    async with shown(now=NOON) as kiosk:
        assert kiosk.model.obey(Listen(), 0.0) == SayGuidance(CLOSED, "vi")
        assert kiosk.model.dialogue.step is DialogueStep.CHOOSE_FIELD


@in_virtual_time
async def test_guidance_is_that_of_the_page_in_the_citizens_language() -> None:
    """The page and the language are those of the moment."""
    async with shown() as kiosk:
        assert kiosk.model.obey(Listen(), 0.0) == SayGuidance(GUIDANCE[DialogueStep.CHOOSE_FIELD], "vi")
        kiosk.model.obey(ChooseLanguage("en"), 0.0)
        kiosk.model.obey(ChooseField("1"), 0.0)
        assert kiosk.model.obey(Listen(), 0.0) == SayGuidance(GUIDANCE[DialogueStep.ASK_PRIORITY], "en")


@pytest.mark.parametrize(("seconds", "step"), [(59.0, "ask-another"), (61.0, "ask-priority")])
def test_one_more_number_is_asked_about_for_a_while_only(seconds: float, step: str) -> None:
    """Within the window the number held is named; after it the next citizen gets one like the first."""

    @in_virtual_time
    async def touches_again() -> None:
        async with shown(another_seconds=60.0) as kiosk:
            kiosk.model.history.gave(TICKET, 0.0)
            kiosk.model.obey(ChooseField("1"), seconds)
            assert kiosk.model.dialogue.step == step

    touches_again()


@in_virtual_time
async def test_a_younger_age_proposes_nothing() -> None:
    """It is said, and that another group may be chosen."""
    async with shown() as kiosk:
        said, proposed = kiosk.model.read_card(YOUNG)
        assert (said, proposed) == (CardSaid.NO_PRIORITY, None)
        assert kiosk.model.scanned(said, proposed)
        assert "vẫn có thể chọn diện khác" in kiosk.model.state().card_line(kiosk.model.dialogue)


@in_virtual_time
async def test_a_kiosk_without_a_scanner_speaks_of_no_card() -> None:
    """What is not there is not offered."""
    aged = PriorityClass("age-60", Name("Người từ đủ 60 tuổi", "Aged 60 or over"), age_min=60)
    async with shown(replace(PLAN, priority_classes=(*PLAN.priority_classes, aged))) as kiosk:
        assert kiosk.model.state().card_line(kiosk.model.dialogue) == ""


@in_virtual_time
async def test_only_the_first_page_of_a_kiosk_with_a_pin_leads_to_the_staffs() -> None:
    """A dialogue under way is not left by the gesture; without a PIN there is no such page."""
    async with shown() as kiosk:
        assert not kiosk.model.may_call_staff
    async with shown(equipment=Equipment(staff_lock=StaffLock("2468", b"salt"))) as kiosk:
        assert kiosk.model.may_call_staff
        kiosk.model.obey(ChooseField("1"), 0.0)
        assert not kiosk.model.may_call_staff
