"""Sourcing reports: who is quoted how much, how the words came, who would not be named.

    sourcing   one answer and its text -> figures
    result     what ``batch`` has written -> its files
    archive    the result of a batch -> figures, by DuckDB
    sections   what a report is made of: titled sections, each with its plots and its table
    text_report, archive_report   figures -> sections
    plots      numbers -> inline SVG
    page       sections -> one self-contained page of HTML

An archive needs DuckDB (extra ``report``); one text needs no extra package.
"""
