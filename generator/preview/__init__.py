"""The preview: the site on this machine as its content is at this moment, with every problem, for those who edit it."""
