"""Mail as a network: invitations out, answers in."""
