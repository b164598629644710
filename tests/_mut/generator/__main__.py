"""`python -m generator` is `zhiyin`."""

from generator.cli import main

raise SystemExit(main())
