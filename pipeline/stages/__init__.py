"""The order of an analysis: each stage reads tables, calls one room and hands its tables on."""
