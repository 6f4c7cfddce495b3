"""From a routine to a script: what a good teacher says, and when."""
