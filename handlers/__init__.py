"""What happens when something comes in or a moment has come: load, decide, keep."""
