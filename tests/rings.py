"""The three rings of tests and how much each tries: one table of counts.

`make test` is the inner ring: every fact, in two minutes on two idle cores. `make long` tries more of what
a seed or an example drives, and what takes long by its nature: within ten minutes, after `make test` in CI.
`make campaign` is run once by hand. TEST_RING names the ring; without it a test runs in the inner one.
"""

import os
from dataclasses import dataclass

RING_VARIABLE = "TEST_RING"
INNER_RING = "test"


@dataclass(frozen=True)
class Ring:
    """What one ring tries. No seed is tried in two rings."""

    simulated_mornings: range
    """Seeds of the simulated office, with crashes, cuts and a refusing disk."""
    house_minutes: range
    """Seeds of the same for some minutes, with trouble at every turn."""
    desk_days: range
    """Seeds of a desk on a computer whose disk, clock and power fail."""
    faulty_networks: range
    """Seeds of the link over a network that loses, repeats and mixes up."""
    usual_days: range
    """Seeds of days on which the calling order is audited."""
    stressful_days: range
    """The same, with more people than an office can serve."""
    histories: range
    """Seeds of histories in which everything is pressed in any order."""
    two_desks: range
    """Seeds of two servers that press on one journal."""
    two_desks_presses: int
    """How often is pressed in each of them."""
    kills: int
    """How often a server under load is ended by kill -9."""
    faulty_disks: range
    """Seeds of a server under load whose disk fails, tears and forgets."""
    faults_of_a_disk: int
    """How often each of them is hit."""
    examples: int
    """How many examples a property is tried with, unless it asks for a share of them."""
    requests: int
    """Right, and as many wrong, requests to each operation of the HTTP interface."""
    strangers: float
    """Which share of a flood of connections is sent: 1,500 idle ones, 2,000 phones, 500 boards."""

    soaked_days: int
    """Days of an office at one server, after which nothing of it may have grown."""
    soaked_visits: int
    """Visits on each of these days."""

    callers_apart: int
    """Of the kinds of callers every which one asks every address."""

    def examples_of(self, share: float) -> int:
        """The number of examples for a property that takes more or less time than most."""
        return max(1, round(self.examples * share))


RINGS = {
    INNER_RING: Ring(
        simulated_mornings=range(2),
        house_minutes=range(10),
        desk_days=range(48),
        faulty_networks=range(6),
        usual_days=range(6),
        stressful_days=range(100, 104),
        histories=range(24),
        two_desks=range(2),
        two_desks_presses=500,
        kills=1,
        faulty_disks=range(1),
        faults_of_a_disk=4,
        examples=40,
        requests=3,
        callers_apart=3,
        soaked_days=4,
        soaked_visits=8,
        strangers=0.1,
    ),
    "long": Ring(
        simulated_mornings=range(6, 26),
        house_minutes=range(100, 180),
        desk_days=range(100, 500),
        faulty_networks=range(6, 110),
        usual_days=range(6, 34),
        stressful_days=range(104, 116),
        histories=range(24, 424),
        two_desks=range(2, 12),
        two_desks_presses=1_000,
        kills=12,
        faulty_disks=range(1, 6),
        faults_of_a_disk=20,
        examples=400,
        requests=40,
        callers_apart=1,
        soaked_days=8,
        soaked_visits=60,
        strangers=1.0,
    ),
    "campaign": Ring(
        simulated_mornings=range(1_000, 2_000),
        house_minutes=range(10_000, 20_000),
        desk_days=range(10_000, 99_000),
        faulty_networks=range(1_000, 3_000),
        usual_days=range(1_000, 1_200),
        stressful_days=range(2_000, 2_060),
        histories=range(1_000, 11_000),
        two_desks=range(100, 130),
        two_desks_presses=10_000,
        kills=100,
        faulty_disks=range(100, 120),
        faults_of_a_disk=50,
        examples=4_000,
        requests=400,
        callers_apart=1,
        soaked_days=30,
        soaked_visits=100,
        strangers=1.0,
    ),
}

RING_NAME = os.environ.get(RING_VARIABLE, INNER_RING)
RING = RINGS[RING_NAME]


def blocks_of(seeds: range, size: int) -> list[range]:
    """The seeds in blocks, each of which is one test: thousands of tests would cost more than they do."""
    return [seeds[at : at + size] for at in range(0, len(seeds), size)]
