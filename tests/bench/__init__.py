"""Measures Zhiyin against its peers and against its own floor: `python -m tests.bench.run`."""
