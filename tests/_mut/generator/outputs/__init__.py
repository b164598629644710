"""What is published besides pages, one module each: functions from the Site to files, nothing written here."""
