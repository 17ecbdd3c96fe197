"""What a screen is told of the office before its first view, read off the office's plan."""

from ticketing.plan import OfficePlan
from ticketing.wire.messages import FieldCard, OfficeCard


def office_card(plan: OfficePlan) -> OfficeCard:
    """The card of the office that stands in every welcome."""
    return OfficeCard(
        code=plan.code,
        names=plan.names,
        address=plan.address,
        time_zone=plan.time_zone,
        language=plan.language,
        fields=tuple(FieldCard(field.code, field.name, field.prefix) for field in plan.fields),
        counters=plan.counters,
        priority_classes=plan.priority_classes,
        recalls_max=plan.rules.recalls_max,
        slip=plan.slip,
        same_day_until=plan.rules.same_day_until,
        wait_target_minutes=plan.rules.wait_target_minutes,
        start_after_seconds=plan.rules.start_after_seconds,
    )
