"""Analyse dialoogtafels: transcripts and verslagen in, casusoverstijgende patterns out."""

__version__ = "0.1.0"
