"""The names of the kinds of record: the folders of `content/` and the first part of addresses."""

KIND_NAMES = (
    "guidelines", "opportunities", "help", "organizations", "commendations", "areas", "rumours", "notices", "hotlines",
)  # fmt: skip
