"""Codings in and out, as other programs and people write them."""
