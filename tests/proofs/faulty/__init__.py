"""The parts of the proof by fault: a town, its processes, their troubles, a judge."""
