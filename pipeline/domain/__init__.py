"""Values, records and tables of the field; nothing here opens a study."""
