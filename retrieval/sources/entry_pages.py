"""A feed's entry as a page of its own: what the readers of pages are given."""

import html

from retrieval.models import Work

MEDIA_TYPE = "text/html"


def page_of(text: str, work: Work, author: str | None) -> bytes:
    """A small HTML page with an entry's text, which is HTML itself, and what is known of it."""
    meta = {
        "author": author,
        "article:published_time": work.published,
        "og:site_name": work.publisher,
    }
    head = "".join(
        f'<meta name="{name}" property="{name}" content="{html.escape(value)}">'
        for name, value in meta.items()
        if value
    )
    language = f' lang="{work.language}"' if work.language else ""
    page = (
        f'<!DOCTYPE html>\n<html{language}><head><meta charset="utf-8">'
        f"<title>{html.escape(work.title or '')}</title>{head}</head>\n"
        f"<body><article>\n{text}\n</article></body></html>\n"
    )
    return page.encode("utf-8", "replace")
