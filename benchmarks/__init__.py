"""Benchmarks: accuracy against gold files kept outside the repository, speed and load."""
