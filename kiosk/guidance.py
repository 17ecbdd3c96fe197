"""Spoken guidance for whoever asks for it: a clip for each page."""

from typing import Protocol

from kiosk.dialogue import DialogueStep

CLOSED = "kiosk-closed"
# Steps that are over at once, and the staff's, are not explained aloud.
GUIDANCE: dict[DialogueStep, str] = {
    DialogueStep.CHOOSE_FIELD: "kiosk-choose-field",
    DialogueStep.ASK_ANOTHER: "kiosk-ask-another",
    DialogueStep.ASK_PRIORITY: "kiosk-ask-priority",
    DialogueStep.ASK_LATE: "kiosk-ask-late",
    DialogueStep.SEARCH: "kiosk-search",
    DialogueStep.PROCEDURE: "kiosk-procedure",
    DialogueStep.PAPERS: "kiosk-papers",
    DialogueStep.UNANSWERED: "kiosk-unanswered",
    DialogueStep.REFUSED: "kiosk-refused",
    DialogueStep.TICKET: "kiosk-ticket",
}

# What each clip says, without digits, as a speech program needs it.
GUIDANCE_WORDS: dict[str, dict[str, str]] = {
    "kiosk-choose-field": {
        "vi": "Xin mời quý công dân chạm vào lĩnh vực cần giải quyết, hoặc bấm phím của lĩnh vực đó.",
        "en": "Please touch the field that you need, or press its key.",
    },
    "kiosk-closed": {
        "vi": "Hiện cơ quan chưa cấp số. Xin xem giờ làm việc trên màn hình.",
        "en": "No numbers are given out now. The screen says when to come back.",
    },
    "kiosk-ask-another": {
        "vi": "Ông bà vừa lấy một số của lĩnh vực này. Nếu không cần số khác, xin bấm phím không.",
        "en": "You already hold a number of this field. To keep it, press zero.",
    },
    "kiosk-ask-priority": {
        "vi": (
            "Ông bà có thuộc diện ưu tiên không? Nếu không, xin bấm phím không. "
            "Nếu có, xin chọn diện của mình."
        ),
        "en": "Are you in a priority group? If not, press zero. If you are, choose your group.",
    },
    "kiosk-ask-late": {
        "vi": (
            "Có thể không kịp trong hôm nay. Nếu ông bà vẫn lấy số, xin bấm phím một. "
            "Nếu để hôm khác, xin bấm phím không."
        ),
        "en": "There may not be time for you today. For a number all the same, press one. Else press zero.",
    },
    "kiosk-search": {
        "vi": "Xin gõ tên thủ tục, có dấu hoặc không dấu, rồi chạm vào thủ tục cần tìm.",
        "en": "Type the name of the procedure, then touch the one that you need.",
    },
    "kiosk-procedure": {
        "vi": "Xin chạm vào những giấy tờ ông bà đã có. Để lấy số, xin bấm phím không.",
        "en": "Touch the papers that you have. To take a number, press zero.",
    },
    "kiosk-papers": {
        "vi": "Trên màn hình là những giấy tờ ông bà còn thiếu.",
        "en": "The screen shows the papers that you still need.",
    },
    "kiosk-unanswered": {
        "vi": "Cơ quan chưa trả lời. Xin bấm phím không để thử lại, hoặc gặp bàn hướng dẫn.",
        "en": "The office has not answered yet. Press zero to try again, or see the guidance desk.",
    },
    "kiosk-refused": {
        "vi": "Chưa lấy được số. Xin đọc lý do trên màn hình, hoặc gặp bàn hướng dẫn.",
        "en": "There is no number. The screen says why. You may see the guidance desk.",
    },
    "kiosk-ticket": {
        "vi": "Số của ông bà hiện trên màn hình. Xin ngồi chờ đến khi được gọi.",
        "en": "Your number is on the screen. Please wait until it is called.",
    },
}


class GuidancePlayer(Protocol):
    """Whatever plays clips."""

    def play(self, clip: str, language: str) -> None:
        """Starts the clip of this name in this language, instead of any that is being played; never waits."""


def guidance_for(step: DialogueStep, *, is_closed: bool) -> str | None:
    """The clip that explains this step; a closed office's first page has one of its own."""
    return CLOSED if is_closed and step is DialogueStep.CHOOSE_FIELD else GUIDANCE.get(step)
