"""Who says what a segment is about: people, rules, a model; and how well they agree."""
