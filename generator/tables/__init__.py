"""Records in spreadsheets: a template to fill in, all records of a kind in the same form, and the way back into content.

Which sheets and columns there are comes from the model (`layout`); what stands in a cell and what may be picked there from the
edition (`options`, `cells`). `rows` lays records out, `book` makes a workbook or CSV of them; `unpack` and `sheets` read what
comes back, `gather` makes records of it, `merge` lays them over those there are, `changes` says what that would change, and
`plan` has the whole content checked as it would be.
"""
