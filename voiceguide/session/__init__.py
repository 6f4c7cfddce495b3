"""The finished file: its sound, its metadata, and how it is written and read back."""
