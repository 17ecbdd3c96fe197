"""Copies of the office's large values with some of their fields changed."""

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import replace
else:
    T = TypeVar("T")

    def replace(value: T, /, **changes: Any) -> T:
        """Do what dataclasses.replace does, for frozen dataclasses without slots, in a tenth of its time.

        A call changes an office, two tickets and a counter; running every field through a constructor each
        time took most of the time of a start with a day's tickets. Raises TypeError for an unknown field.
        """
        fields = value.__dict__
        changed = fields | changes
        if len(changed) != len(fields):
            raise TypeError(f"{type(value).__name__} has no {sorted(changes.keys() - fields.keys())}")
        copy = object.__new__(type(value))
        object.__setattr__(copy, "__dict__", changed)
        return copy


__all__ = ["replace"]
