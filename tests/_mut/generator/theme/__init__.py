"""The only part that knows MkDocs: it has MkDocs build the hand-written pages and one shell per layout and language,
and stamps bodies into those shells."""
