"""Benchmarks: each a module whose `main()` prints its figures."""
