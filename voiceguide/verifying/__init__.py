"""A finished session held against its own timeline, by what its sound measures."""
