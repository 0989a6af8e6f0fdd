"""Many texts at once: JSONL, CSV, Parquet or a folder of texts in; JSONL, CSV or Parquet out.

    run         the order of the work: read, answer, write parts, join them
    job         what is to be done, frozen
    storage     files and folders, on disk or in an object store
    formats     the formats of files: jsonl, csv, parquet, and folders of texts
    rows        an answer -> rows of the result, nested or flat
    manifest    how far a run has come, so that another can continue it
    engine      answers documents in order, in a pool of processes on this machine
    ray_engine  the same on a Ray cluster

JSONL, CSV and folders need no extra package. Parquet, Zstandard and object stores need ``pyarrow``
(extra ``parquet``), a cluster needs ``ray`` (extra ``ray``).
"""
