"""The two doors to models of language: `dutch` to spaCy, `encoders` to sentence vectors."""
