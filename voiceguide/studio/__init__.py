"""The studio: a page on this machine that does what the command line does, for the same folders."""
