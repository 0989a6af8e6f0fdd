"""What a row of the result holds: the document's own columns, and those of its answer.

types   the types of the answer's columns, from the wire format's schema
answers an answer -> its rows, flat or nested
own     the document's own columns: where it stood, its id, what is carried along
"""
