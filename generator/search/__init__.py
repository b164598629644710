"""Search: what is searched, how it is filed, and the query rules, which are the browser's own module run here."""
