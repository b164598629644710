"""What each kind of record is, what an edition is, and what the division table holds."""
