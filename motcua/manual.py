"""The pages of help: what a command does, and an example that can be typed as it stands."""

import click

from wording import Wording

KEEP_LINES = "\b"  # click leaves a paragraph alone that begins with this character


def page(words: Wording, does: str, *examples: str) -> str:
    """The help of a command: what it does, and below it its examples."""
    heading = words("Example:") if len(examples) == 1 else words("Examples:")
    return "\n".join([does, "", KEEP_LINES, heading, *(f"  {example}" for example in examples)])


class InOrder(click.Group):
    """A group whose commands stand in the order of a visit, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        return list(self.commands)
