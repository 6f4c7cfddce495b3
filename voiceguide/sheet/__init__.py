"""A routine on paper: what stands on the sheet that somebody takes home, and how it looks."""
