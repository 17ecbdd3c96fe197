"""The desk's keys: their strokes, and which of them make sense now."""

from tests.ticketing.desk.clerk import Clerk
from tests.ticketing.history import opened
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing.desk.keys import FIELDS_KEY, GROUPS, KEYS, RESUME, command_of, likely_keys, sensible_keys
from ticketing.desk.questions import QUESTION_OF
from ticketing.desk_views import counter_view, shared_lists
from ticketing.outcomes import OUTCOME_WORDS
from ticketing.refusals import STATE_WORDS
from wording import load


def test_who_is_served_by_the_rule_alone_may_be_recalled_or_missed() -> None:
    """The office's rule started the service; a clerk who did so by hand has somebody before them."""
    history = opened(plan_ruling(start_after_seconds=5))
    history.issue()
    history.call_next(1)
    history.wait(seconds=5)
    sensible = []
    for key in (c.StartByRule(1), c.Recall(1), c.StartService(1)):
        history.do(key)
        view = counter_view(history.office, 1, shared_lists(history.office))
        sensible.append(sensible_keys(view, history.now) & {"recall", "no-show", "start"})
    assert sensible == [{"recall", "no-show"}, {"recall", "no-show", "start"}, set()]


def test_the_words_of_park_and_of_an_outcome_are_never_the_same() -> None:
    """In their long and their short form, as a state and as a question, in both languages."""
    for language in ("vi", "en"):
        words = load(language)
        key = next(key for key in KEYS if key.name == "park")
        parked = (key.sentence, key.short, STATE_WORDS["parked"], QUESTION_OF["park"].title, "On hold: {n}")
        outcomes = {word for outcome in OUTCOME_WORDS.values() for word in words(outcome).lower().split()}
        for sentence in parked:
            said = words(sentence, number="1001", n=1).lower().replace(":", "").split()
            assert outcomes.isdisjoint(said)


def test_keys_are_named_as_a_clerk_would_say_it() -> None:
    """What is called next, the same citizen's other matter and what is sent away have their own words."""
    words = load("vi")
    named = {key.name: (words(key.sentence), words(key.short)) for key in KEYS}
    assert named["park"] == ("Tạm gác", "Tạm gác")
    assert named["matter"] == ("Thủ tục khác (cùng số)", "Thủ tục")
    assert named["transfer"] == ("Chuyển số", "Chuyển")
    assert named["pick"] == ("Gọi số…", "Gọi số")
    assert len(set(named.values())) == len(KEYS)


def test_no_two_keys_are_on_the_same_stroke() -> None:
    """Neither in a terminal nor in a browser, nor on a numeric keypad."""
    for strokes in (
        [stroke for key in KEYS for stroke in key.strokes],
        [key.browser_key for key in (*KEYS, FIELDS_KEY)],
        [key.keypad for key in KEYS if key.keypad],
        [key.name for key in (*KEYS, FIELDS_KEY)],
    ):
        assert len(set(strokes)) == len(strokes)
    assert [len(group.keys) for group in GROUPS] == [7, 8, 8]


def sensible(clerk: Clerk) -> frozenset[str]:
    """The keys that make sense to this clerk now, but for those that always do."""
    always = {"priority", "cancel", "reopen", "leader", "help", "dossiers", "reprint", "give", "pause"}
    keys = sensible_keys(clerk.view, clerk.history.now)
    assert always <= keys
    return keys - always


def test_which_keys_make_sense_follows_what_the_desk_is_in() -> None:
    """An empty desk, a called number and one that is served; messages only where there are any."""
    clerk = Clerk()
    clerk.history.issue()
    assert sensible(clerk) == {"next", "pick", "close"}
    clerk.press("next")
    called = {"next", "recall", "start", "finish", "outcome", "matter", "no-show", "park", "transfer", "pick"}
    assert sensible(clerk) == called | {"undo"}
    clerk.history.wait(minutes=1)
    assert sensible(clerk) == called
    clerk.press("start")
    assert sensible(clerk) == called - {"recall", "start", "no-show"} | {"undo"}
    clerk.press("park", "")
    clerk.history.do(c.PostMessage("Xin chào", 3))
    assert sensible(clerk) == {"next", "pick", "close", "back", "messages", "undo"}
    clerk.history.wait(minutes=1)
    clerk.press("pause", "")
    assert sensible(clerk) == {"close", "back", "messages"}


def test_the_likeliest_key_comes_first() -> None:
    """Undo stands among them while it is good; a paused counter is likely to be reopened by its key."""
    clerk = Clerk()
    clerk.history.issue()
    now = clerk.history.now
    assert [key.name for key in likely_keys(clerk.view, now)] == ["next", "pick", "back", "pause"]
    clerk.press("next")
    assert [key.name for key in likely_keys(clerk.view, now)][:4] == ["start", "recall", "no-show", "undo"]
    clerk.press("finish")
    clerk.press("pause", "")
    assert likely_keys(clerk.view, now)[0].name == "pause"
    assert command_of(RESUME, clerk.view) == c.ResumeCounter(3)
