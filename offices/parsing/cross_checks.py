"""What has to agree between the tables of an office file: numbers of fields, and who serves what."""

from itertools import combinations

from offices.parsing.mistakes import Mistake, shown
from ticketing.plan import CounterPlan, Field, OfficePlan, Procedure
from ticketing.rules.issuing import serial_text


def refuse_meeting_numbers(fields: tuple[Field, ...]) -> None:
    """Refuses two fields that could give out the same number.

    Fields of one prefix share the numbers beyond their ranges, so only the ranges must be apart. A prefix
    that is another one and more digits meets it when that one has four: 1 with 1001, and 11 with 001.
    """
    for (place, earlier), (other_place, field) in combinations(enumerate(fields), 2):
        here, there = ("fields", other_place, "prefix"), ("fields", place, "prefix")
        if field.prefix == earlier.prefix:
            if field.first <= earlier.last and earlier.first <= field.last:
                raise Mistake(
                    here,
                    "ranges-overlap",
                    earlier=there,
                    field=field.code,
                    other=earlier.code,
                    first=serial_text(earlier, earlier.first),
                    last=serial_text(earlier, earlier.last),
                )
        elif _continues(field.prefix, earlier.prefix) or _continues(earlier.prefix, field.prefix):
            raise Mistake(here, "prefixes-meet", earlier=there, prefix=field.prefix, other=earlier.prefix)


def _continues(longer: str, shorter: str) -> bool:
    return longer.startswith(shorter) and longer[len(shorter) :].isdecimal()


def refuse_unknown_fields(
    fields: tuple[Field, ...], counters: tuple[CounterPlan, ...], procedures: tuple[Procedure, ...]
) -> None:
    """Refuses a counter or procedure of a field that the office does not have."""
    codes = [field.code for field in fields]
    known = ", ".join(codes)
    for row, counter in enumerate(counters):
        for place, code in enumerate(counter.fields):
            if code not in codes:
                path = ("counters", row, "fields", place)
                raise Mistake(
                    path, "field-of-counter", counter=counter.number, field=shown(code), known=known
                )
    for row, procedure in enumerate(procedures):
        if procedure.field not in codes:
            unknown = shown(procedure.field)
            raise Mistake(
                ("procedures", row, "field"),
                "field-of-procedure",
                code=procedure.code,
                field=unknown,
                known=known,
            )


def refuse_unserved_fields(fields: tuple[Field, ...], counters: tuple[CounterPlan, ...]) -> None:
    """Refuses a field whose citizens nobody would call."""
    served = {code for counter in counters for code in counter.fields}
    for place, field in enumerate(fields):
        if field.code not in served:
            raise Mistake(("fields", place, "code"), "field-unserved", field=field.code)


def refuse_fields_never_open(office: OfficePlan) -> None:
    """Refuses a field whose own hours meet the office's on no day of the week."""
    for place, field in enumerate(office.fields):
        if field.hours is None:
            continue
        weekly = (
            mine.within(session)
            for own, sessions in zip(field.hours, office.hours, strict=True)
            for mine in own
            for session in sessions
        )
        if not any(weekly) and any(office.hours):
            raise Mistake(("fields", place, "hours"), "field-never-open", field=field.code)
