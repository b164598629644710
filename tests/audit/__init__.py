"""What only `make audit` runs, and the host that it shares with the browser tests."""
