"""From files as researchers hold them to segments that are exact slices of their text."""
