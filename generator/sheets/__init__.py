"""What is printed: guideline sheets and street posters of one A4 page, duty cards of one A6 page, and how much of it fits.

A view chooses records, as those of `generator.views` do; its arrangement then measures their words in one language and says
in which size they are set and what is left out. What is left out is counted and said, and stands on the page that the sheet's
code leads to. Lengths are points; those of `assets/paper.css` and `assets/card.css` are the same.
"""

from __future__ import annotations

SHEETS = ("paper", "card")
"""Layouts made to be printed: nothing stands around their body. The second adds its style to that of the first."""
