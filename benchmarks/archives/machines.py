"""A Ray cluster of several machines with one core each, all of them this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from archives.engines import cluster

STORE: Final = 128 << 20
"""Bytes of shared memory for the objects of each machine."""


@contextmanager
def machines(count: int) -> Iterator[str]:
    """Run so many machines, and one without cores that leads them; yields the address."""
    assert cluster  # imported before Ray, which it tells to report to nobody
    from ray.cluster_utils import Cluster

    found = Cluster()
    try:
        for cores in (0, *[1] * count):
            found.add_node(num_cpus=cores, include_dashboard=False, object_store_memory=STORE)
        yield found.address
    finally:
        found.shutdown()
