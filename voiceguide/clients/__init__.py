"""What a routine is for one person: settings, poses and doses from a file of that person's own."""
