"""What desks tell each other: messages, calls for the leader on duty, and calls for help."""

from tests.ticketing.history import History, opened, replayed
from ticketing import commands as c
from ticketing.desk_views import counter_view, shared_lists, staff_view
from ticketing.rules.notices import NOTICES_OPEN_MAX
from ticketing.texts import NOTICE_LENGTH_MAX


def seen(history: History, counter: int) -> list[tuple[int, str, int | None]]:
    """The notices on a counter's desk: which, of which kind, and where each came from."""
    view = counter_view(history.office, counter, shared_lists(history.office))
    return [(notice.notice, notice.kind, notice.counter) for notice in view.notices]


def test_a_message_to_one_desk_is_seen_there_alone() -> None:
    """And by the guidance desk, until somebody answers."""
    history = opened()
    history.do(c.PostMessage("Bà cụ số 1002 cần người dìu.", 2))
    assert (seen(history, 1), seen(history, 2)) == ([], [(1, "message", None)])
    staff = staff_view(history.office, shared_lists(history.office), history.now)
    assert [notice.text for notice in staff.notices] == ["Bà cụ số 1002 cần người dìu."]


def test_a_message_to_all_is_answered_by_each_desk_for_itself() -> None:
    """Every open desk has its own; a closed one has none."""
    history = opened(counters=(1, 3))
    history.do(c.PostMessage("11 giờ họp"))
    assert (seen(history, 1), seen(history, 2), seen(history, 3)) == (
        [(1, "message", None)],
        [],
        [(2, "message", None)],
    )
    assert {notice.sent_to for notice in history.office.notices} == {(1, 3)}
    history.do(c.AnswerNotice(1, 1))
    assert (seen(history, 1), seen(history, 3)) == ([], [(2, "message", None)])
    assert replayed(history) == history.office


def test_a_call_for_the_leader_is_on_the_own_desk_and_with_the_staff() -> None:
    """Colleagues do not see it, and called twice it stands there once."""
    history = opened()
    history.do(c.CallLeader(1, "khiếu nại"))
    assert history.do(c.CallLeader(1)) == ()
    assert (seen(history, 1), seen(history, 2)) == ([(1, "leader", 1)], [])
    history.do(c.AnswerNotice(1), c.CallLeader(1))
    assert seen(history, 1) == [(2, "leader", 1)]


def test_a_call_for_help_is_on_every_desk_and_answered_once() -> None:
    """Whoever comes answers for all."""
    history = opened()
    history.do(c.CallHelp(2))
    assert history.do(c.CallHelp(2)) == ()
    assert seen(history, 1) == seen(history, 2) == seen(history, 3) == [(1, "help", 2)]
    history.do(c.AnswerNotice(1, 3))
    assert seen(history, 1) == []
    assert history.refusal(c.AnswerNotice(1, 1)) == "unknown-notice"


def test_a_desk_answers_what_it_shows() -> None:
    """Another's message or leader is not for it; staff without a counter answer anything."""
    history = opened()
    history.do(c.PostMessage("x", 2), c.CallLeader(3))
    for notice in (1, 2):
        assert history.refusal(c.AnswerNotice(notice, 1)) == "unknown-notice"
        history.do(c.AnswerNotice(notice))
    assert history.office.notices == ()
    assert history.refusal(c.AnswerNotice(7)) == "unknown-notice"
    assert history.refusal(c.AnswerNotice(1, 99)) == "unknown-counter"


def test_a_message_has_a_text_and_a_reader() -> None:
    """Blank, too long, to nobody and to a counter that is not there: refused by name."""
    history = opened(counters=(1,))
    assert history.refusal(c.PostMessage(" \n ")) == "message-missing"
    assert history.refusal(c.PostMessage("x" * (NOTICE_LENGTH_MAX + 1))) == "text-too-long"
    assert history.refusal(c.PostMessage("x", 2)) == "nobody-at-desk"
    assert history.refusal(c.PostMessage("x", 99)) == "unknown-counter"
    history.do(c.CloseCounter(1))
    assert history.refusal(c.PostMessage("x")) == "nobody-at-desk"
    assert history.refusal(c.CallLeader(99)) == "unknown-counter"


def test_messages_have_a_limit_and_calls_have_room() -> None:
    """However many lie unanswered, a clerk in need is heard."""
    history = opened(counters=(1,))
    history.do(*[c.PostMessage(f"tin {n}") for n in range(NOTICES_OPEN_MAX)])
    assert history.refusal(c.PostMessage("x")) == "too-many-notices"
    history.do(c.CallHelp(1), c.CallLeader(1))
    assert [kind for _, kind, _ in seen(history, 1)][-2:] == ["help", "leader"]


def test_notices_go_with_their_day() -> None:
    """Nobody reads yesterday's, and numbers begin anew."""
    history = opened()
    history.do(c.CallHelp(1))
    history.wait(minutes=60 * 24)
    history.begin_day(history.now)
    assert history.office.notices == ()
    history.open(1)
    history.do(c.CallHelp(1))
    assert seen(history, 1) == [(1, "help", 1)]


def answers(history: History, counter: int) -> list[tuple[str, int | None, str, str]]:
    """Who has come for the calls of a counter: for what, from which counter, in what name and role."""
    view = counter_view(history.office, counter, shared_lists(history.office))
    return [(answer.kind, answer.by_counter, answer.person, answer.role) for answer in view.answers]


def test_help_and_the_leader_are_called_from_a_closed_counter() -> None:
    """Before opening and after closing too: who is threatened does not open the counter first."""
    history = opened(counters=(1,))
    history.do(c.CallHelp(2), c.CallLeader(2, "khách nóng giận"))
    assert seen(history, 2) == [(1, "help", 2), (2, "leader", 2)]
    assert seen(history, 1) == [(1, "help", 2)]


def test_whoever_called_is_told_who_has_come() -> None:
    """A colleague by counter and name, the leader by name and role; a new call of a kind clears the old one.

    A call that the counter takes back itself has no answer.
    """
    history = opened()
    history.do(c.CallHelp(3), c.CallLeader(3), c.AnswerNotice(1, counter=1))
    history.wait(seconds=90)
    history.do(c.AnswerNotice(2, person="Ông Sơn", role="manager"))
    assert answers(history, 3) == [("help", 1, "Hoa 1", ""), ("leader", None, "Ông Sơn", "manager")]
    assert answers(history, 1) == []
    assert history.office.notice_answers[1].answered_at == history.now
    history.do(c.CallHelp(3), c.AnswerNotice(3, counter=3))
    assert answers(history, 3) == [("leader", None, "Ông Sơn", "manager")]
    assert replayed(history) == history.office
