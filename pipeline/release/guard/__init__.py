"""What keeps a blanked count from being worked out again: cells, relations between them, solver."""
