"""Words become clips: voices, the processes they speak in, and how a clip is mastered."""
