"""Batch processing: JSONL, CSV, Parquet or a folder of texts in; JSONL, CSV or Parquet out.

    run         the run: read, answer, write parts, join them
    job         the description of a run
    storage     files and folders, on disk or in an object store
    formats     the formats of files: jsonl, csv, parquet, and folders of texts
    rows        an answer -> rows of the result, nested or flat
    manifest    the progress of a run, so that it can be continued
    engine      answers documents in order, in a pool of processes on this machine
    ray_engine  the same on a Ray cluster

JSONL, CSV and folders need no extra package. Parquet, Zstandard and object stores need ``pyarrow``
(extra ``parquet``), a cluster needs ``ray`` (extra ``ray``).
"""
