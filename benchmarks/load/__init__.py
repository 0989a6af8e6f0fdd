"""The service under load: ``python -m benchmarks.load all``, on this machine only.

__main__  runs the phases one after the other
phases    capacity, a while at 80 % of it, a while at three times as much, memory at rest
worst     the worst texts within the limits, each in a process of its own (one)
one       such a process
bounds    what the figures must keep to
report    figures into a JSON file as they come, and a table
server    the service, started for this, and what its processes take
watching  memory and health during a measurement
sending   requests at a rate or as fast as they are answered
texts     articles of about 700 words
junk      texts of the worst kinds

clients   slow, silent, malformed and greedy clients (a command of its own)
faults    processes that are killed, texts that are given up, the service's end
asking    single requests, and what was measured beside its bound

It contacts only 127.0.0.1 and ends by itself.
"""
