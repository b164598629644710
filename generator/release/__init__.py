"""Bringing the built site to where readers get it, as one whole release after another.

A place keeps `releases/<when>-<what>/` and the link `current`; readers are given `current`, which leads to one whole
release at any moment, whatever happens to the publisher meanwhile.
"""
