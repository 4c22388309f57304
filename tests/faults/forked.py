"""Where the processes come from that are killed: forked from one that knows it all."""

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
# It imports everything and plays a story once, so that each life begins warm.
FORKED.set_forkserver_preload(
    [
        "tests.faults.program",
        "tests.faults.on_telegram",
        "tests.proofs.faulty.rehearsed",
    ]
)
