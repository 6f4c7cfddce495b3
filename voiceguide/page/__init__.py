"""Pages to follow a session on: what a browser is given, and the file that holds it all."""
