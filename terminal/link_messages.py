"""What a link says, as a message to the widgets of a room."""

from textual.message import Message

from link.contract import LinkEvent, ViewArrived


class LinkSpoke(Message):
    """The link has something to say; it is heard in the loop that runs the link."""

    def __init__(self, event: LinkEvent) -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """A burst of views folds into the newest, which holds whatever those before it held."""
        return (
            isinstance(message, LinkSpoke)
            and isinstance(message.event, ViewArrived)
            and isinstance(self.event, ViewArrived)
        )
