"""From a routine to the same at a length that is asked for: which of its numbers are taken."""
