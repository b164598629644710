"""What the command can do beyond check, build, preview and search: one module for each group of commands.

A module has `add(group)`, which adds its commands by `group.add(name, run, text)`; `run(options)` gives the exit code.
Only these modules and `generator.cli` print, ask or exit; what they print is in both languages.
"""
