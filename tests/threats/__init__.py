"""What holds each threat of docs/security.md."""
