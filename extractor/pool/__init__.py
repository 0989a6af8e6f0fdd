"""A pool of worker processes; each handles one request at a time.

    pool     gives a request to an idle process, and replaces processes that die or are given up;
             who is next, where more wait than can work; how many the machine has room for
    process  one process as its parent sees it
    worker   what runs in such a process, and in the fork server before it forks any; pickled
             messages over a socket

The processes are forked by the standard library's fork server, which has loaded the models, so
they share the memory of the models and a replacement is there within milliseconds. The pool knows
nothing of texts: *loader* names a function, as ``module:function``, that returns the function
which answers requests.
"""

from extractor.pool.pool import Pool, PoolError, Turns
from extractor.pool.process import WorkDiedError, WorkFailedError, describe
from extractor.pool.worker import ClientGoneError

__all__ = [
    "ClientGoneError",
    "Pool",
    "PoolError",
    "Turns",
    "WorkDiedError",
    "WorkFailedError",
    "describe",
]
