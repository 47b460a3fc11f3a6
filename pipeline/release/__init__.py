"""From findings to products; everything passes disclosure control."""
