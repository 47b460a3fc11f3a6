"""The verbs of the command line, a module per family; each calls stages and says in Dutch what came of it."""
