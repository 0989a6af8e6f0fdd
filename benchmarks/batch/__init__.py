"""How fast archives are worked on, on one core and on a cluster, and in how much memory.

rate      the extractor on one core, then on a Ray cluster of two machines of one core
memory    very many short documents with a stand-in for the extractor
machines  a Ray cluster on this machine
watching  memory of a process and all below it, over time
stand_in  finds quotations of one form by a regular expression
documents files of documents to work on
"""
