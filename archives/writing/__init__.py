"""Rows into files: a part for each table of documents, and one result from all parts.

    jsonl    lines, perhaps compressed
    parquet  rows with types

Both have ``write`` for a part and ``join`` for the result.
"""
