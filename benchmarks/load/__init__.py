"""How the service stands load: ``python -m benchmarks.load``, on this machine alone.

__main__  the phases: capacity, 80 % of it, three times as much
server    the service, started for this, and the memory of its processes
texts     articles of about 700 words, and the answers they should have
sending   requests at a rate or as fast as they are answered
summary   what came back, in figures
"""
