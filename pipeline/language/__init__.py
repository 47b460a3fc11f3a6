"""The one door to spaCy and the one door to sentence vectors."""
