"""What the proof by fuzzing feeds, and how the inputs are made."""
