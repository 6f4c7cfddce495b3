"""Many sessions at once, on one machine or on many: each sentence spoken once, each file whole."""
