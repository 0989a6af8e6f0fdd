"""A Ray cluster of several machines with one core each, all of them this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from batch import ray_engine

STORE: Final = 128 << 20
"""Bytes of shared memory for the objects of each machine."""


TRIES: Final = 4
"""A busy machine may start Ray's processes too slowly for Ray."""


@contextmanager
def machines(count: int) -> Iterator[str]:
    """Run a number of machines and a head node without cores; yields the address."""
    assert ray_engine  # imported before Ray, which it tells to report to nobody
    from ray.cluster_utils import Cluster

    found = Cluster()
    try:
        for cores in (0, *[1] * count):
            _add(found, cores)
        yield found.address
    finally:
        found.shutdown()


def _add(found: Any, cores: int) -> None:
    for left in reversed(range(TRIES)):
        try:
            found.add_node(num_cpus=cores, include_dashboard=False, object_store_memory=STORE)
            return
        except Exception:  # Ray has no other for a start that took too long
            if not left:
                raise
