"""The finished file: its sound, what is told in it, and how it is written and read back."""
