"""Chat networks: each folder or module is one, and knows none of the others."""
