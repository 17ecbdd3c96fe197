"""What is said of the identity card, which nobody has to scan: that one may, or what came of it."""

from kiosk.visit import CardSaid
from wording import Wording


def card_line(said: CardSaid, words: Wording) -> str:
    """One sentence, and for the invitation the promise that goes with it."""
    match said:
        case CardSaid.UNREADABLE:
            return words("The code could not be read. Please try again or go on without it")
        case CardSaid.NO_PRIORITY:
            return words("The card's age gives no priority. You may still choose a group")
        case CardSaid.PRIORITY:
            return words("The card's age gives priority; the group is marked for you")
    invitation = words("You may scan the code of your identity card (not needed)")
    promise = words("It is used for priority only and is not kept")
    return f"{invitation}. {promise}"
