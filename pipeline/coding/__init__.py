"""From segments to codings by people, rules and models, kept apart as coders."""
