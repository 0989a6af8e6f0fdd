"""Evaluation data of our own, and the check of its form."""
