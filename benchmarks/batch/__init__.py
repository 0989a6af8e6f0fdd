"""Speed and memory of batch processing, on one core and on a cluster.

rate      the extractor on one core, then on a Ray cluster of two machines of one core
memory    very many short documents with a stand-in for the extractor
machines  a Ray cluster on this machine
watching  memory of a process and all below it, over time
stand_in  finds quotations of one form by a regular expression
documents input files for these measurements
"""
