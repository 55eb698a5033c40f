"""Saved web pages to readings: the article, the article with its comments, the thread."""
