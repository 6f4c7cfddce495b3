"""From text to `Routine`: what an author wrote, understood. No audio, and no seconds chosen yet."""
