"""The daily post as Discord sees it: where it is written, what it reads and takes out again."""
