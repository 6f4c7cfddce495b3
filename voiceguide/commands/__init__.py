"""The commands of ``voiceguide``, one module each, and what they share."""
