"""What is told in a session's file beside its sound, in each format. It alone knows mutagen."""
