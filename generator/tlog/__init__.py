"""The transparency log: one entry for each published version of a record, in a Merkle tree that only grows.

It takes the forms of RFC 6962 and C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-proof): nothing but static files.
"""
