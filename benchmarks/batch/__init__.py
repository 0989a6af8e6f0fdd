"""Speed and memory of batch processing, on one core and on a cluster.

rate            the extractor on one core, then on a Ray cluster of two one-core nodes
memory          very many short documents with a stand-in for the extractor
cluster         a Ray cluster on this machine
memory_samples  memory of a process and its descendants over time
fake_extractor  finds quotations of one form by a regular expression
documents       input files for these measurements
"""
