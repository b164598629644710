"""What editors' commands do to records: each module works out one kind of change, which `generator.content_files` writes."""
