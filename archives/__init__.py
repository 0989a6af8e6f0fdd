"""Whole archives of texts: JSONL or Parquet in and out, on all cores or on a Ray cluster.

    running    the order of all this
    job        what is to be done, frozen
    places     files and folders, on disk or in an object store
    forms      the forms of files, told by their endings
    reading    files -> pieces: tables of documents
    answering  a text -> its answer, the one code path of every engine
    engines    pieces -> the same with answers, in order: local processes, or Ray
    shaping    an answer -> rows of the result, nested or flat
    writing    rows -> parts, parts -> the result
    manifest   how far a run has come, so that it can go on

``pyarrow`` reads and writes (extra ``archives``); ``ray`` is imported by its engine alone. The
processes that answer texts import neither.
"""
