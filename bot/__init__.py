"""Talks to the world: chat networks in and out, words, settings, command line."""
