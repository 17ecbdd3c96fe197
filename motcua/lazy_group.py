"""A group of commands whose modules are imported when one of them is meant, so that help is there at once."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from motcua.manual import InOrder
from wording import Wording


class LazyGroup(InOrder):
    """The commands of a package by their names, each with the sentences that say what it does.

    The module of a command has its name, with `_` for `-`; its `command(words, does)` makes it.
    """

    def __init__(self, name: str, package: str, does: Mapping[str, str], words: Wording, **more: Any) -> None:
        super().__init__(name, **more)
        self._package = package
        self._does = does
        self._words = words

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        """The names, without importing anything."""
        return list(self._does)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, out of its module."""
        if cmd_name in self._does and cmd_name not in self.commands:
            module = import_module(f"{self._package}.{cmd_name.replace('-', '_')}")
            self.add_command(module.command(self._words, self._words(self._does[cmd_name])))
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of the help, made of what the commands are said to do."""
        listed = InOrder(self.name)
        for name, does in self._does.items():
            listed.add_command(click.Command(name, help=self._words(does)))
        listed.format_commands(ctx, formatter)
