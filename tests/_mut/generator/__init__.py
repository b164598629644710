"""Zhiyin (指引): a static site generator for public guidance and transparency."""

__version__ = "0.1.0"
