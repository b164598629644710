"""A form in the browser for every kind of record, made from the model and served on this machine alone."""
