"""Bytes and samples: clips, codecs, loudness. It knows no timeline, no voice and no routine."""
