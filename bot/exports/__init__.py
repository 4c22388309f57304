"""What leaves as a picture or a file."""
