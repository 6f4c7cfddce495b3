"""A session's metadata as each format writes it beside the sound. It alone knows mutagen."""
