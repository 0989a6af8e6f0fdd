"""The processes that extract, the workers, and how the one that talks HTTP, the front, uses them.

messages  what the two say to each other
meeting   where a worker finds the front
member    a worker, as the front sees it
pool      all of them: a text goes to one that is idle
working   the worker's side

A worker holds one text at a time and nothing else of any request; so one that is killed costs
that text its answer and no other. Workers are forked from a process that has loaded the models,
and share them. They may come, go and come again, and so may the front: a worker that has lost it
looks for the next.
"""
