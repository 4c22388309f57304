"""What is right: the rules of network casework, pure."""
