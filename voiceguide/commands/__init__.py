"""The commands of ``voiceguide``, one module for each kind."""
