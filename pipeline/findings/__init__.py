"""From codings to findings, with the dialoogtafel as unit."""
