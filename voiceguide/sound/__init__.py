"""Everything that makes and reads sound: voices, clips, the store of clips, the session's MP3."""
