"""Safe ways to touch the disk."""
