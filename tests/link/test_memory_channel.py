"""The channel in memory and its faults."""

import asyncio
from random import Random

import pytest

from tests.link.memory_channel import Faults, MemoryChannel, memory_channel_pair
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.wire.messages import ChannelClosed

TEXTS = [str(n) for n in range(200)]


def random_source() -> Random:
    return Random(7)  # noqa: S311 - the same faults in every run


async def carried(faults: Faults | None) -> list[str]:
    """What comes out at the other end of TEXTS."""
    near, far = memory_channel_pair(faults)
    for text in TEXTS:
        await near.send(text)
    await passes(60)
    await near.close()
    return await drained(far)


async def drained(channel: MemoryChannel) -> list[str]:
    texts = []
    while True:
        try:
            texts.append(await channel.receive())
        except ChannelClosed:
            return texts


@in_virtual_time
async def test_without_faults_everything_arrives_in_order() -> None:
    """A line without faults loses, repeats and reorders nothing."""
    assert await carried(None) == TEXTS


@in_virtual_time
async def test_delays_keep_the_order() -> None:
    """Texts that take different times still arrive one after the other."""
    assert await carried(Faults(random_source(), delay_seconds_max=9.0)) == TEXTS


@in_virtual_time
async def test_a_dropping_line_loses_some() -> None:
    """What arrives is a part of what was sent, in its order."""
    texts = await carried(Faults(random_source(), drop=0.3))
    assert 100 < len(texts) < 180
    assert texts == sorted(texts, key=int)


@in_virtual_time
async def test_a_duplicating_line_repeats_some() -> None:
    """Nothing is lost, and some texts arrive twice."""
    texts = await carried(Faults(random_source(), duplicate=0.3))
    assert 230 < len(texts) < 290
    assert set(texts) == set(TEXTS)


@in_virtual_time
async def test_a_reordering_line_lets_some_overtake() -> None:
    """Everything arrives, but not in its order."""
    texts = await carried(Faults(random_source(), reorder=0.3, delay_seconds_max=1.0))
    assert texts != TEXTS
    assert sorted(texts, key=int) == TEXTS


@in_virtual_time
async def test_the_same_seed_gives_the_same_faults() -> None:
    """Two lines with random sources of one seed do the same to the same texts."""
    faults = [Faults(random_source(), 0.2, 0.2, 0.2, 1.0) for _ in range(2)]
    assert await carried(faults[0]) == await carried(faults[1])


@in_virtual_time
async def test_a_closed_line_delivers_what_was_sent_before() -> None:
    """Closing lets the other end read to the end, and then neither can send."""
    near, far = memory_channel_pair(Faults(random_source(), delay_seconds_max=1.0))
    await near.send("last words")
    await near.close()
    assert await drained(far) == ["last words"]
    for end in (near, far):
        with pytest.raises(ChannelClosed):
            await end.send("too late")
    await far.close()


@in_virtual_time
async def test_a_cut_line_loses_what_was_on_its_way() -> None:
    """Both ends are told at once and get nothing more."""
    near, far = memory_channel_pair(Faults(delay_seconds_max=1.0))
    waiting = asyncio.create_task(near.receive())
    await near.send("lost")
    await passes(0.5)
    far.cut()
    assert await drained(far) == []
    with pytest.raises(ChannelClosed):
        await waiting
    await passes(1)
    with pytest.raises(ChannelClosed):
        await near.send("too late")
