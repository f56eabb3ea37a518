"""Make the pages of the documentation plain HTML: ``python -m tools.pages DOCS``.

Every Markdown page in DOCS and in DOCS/guide gets an HTML page beside it.
"""

from __future__ import annotations

import argparse
import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDE, START = "guide", "index.md"
# Pictures elsewhere are not part of the ZIP.
PICTURES = "images"
WIDEST = 780
"""Pixels of a page's width."""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; color: #1d2327; line-height: 1.5; }}
body {{ max-width: 820px; margin: 1em auto; padding: 0 1em; }}
h1, h2 {{ color: #00517f; line-height: 1.2; }}
img {{ max-width: 100%; border: 1px solid #c8d0d4; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #c8d0d4; padding: 4px 8px; text-align: left; vertical-align: top; }}
th {{ background: #eef3f5; }}
pre, code {{ background: #eef3f5; }}
pre {{ padding: 6px 8px; overflow-x: auto; }}
nav {{ color: #5a646b; font-size: 90%; }}
</style>
</head>
<body>
{nav}{body}</body>
</html>
"""


def main() -> None:
    """Read the arguments and write the pages."""
    parser = argparse.ArgumentParser(prog="python -m tools.pages", description=__doc__)
    parser.add_argument("docs", type=Path, help="folder of Markdown pages, with the guide in it")
    docs = parser.parse_args().docs
    for page in markdown_pages(docs):
        page.with_suffix(".html").write_text(as_html(page, docs), encoding="utf-8")


def markdown_pages(docs: Path) -> list[Path]:
    """Return the pages of a folder of documents, those of the guide first."""
    return [*sorted((docs / GUIDE).glob("*.md")), *sorted(docs.glob("*.md"))]


def as_html(page: Path, docs: Path) -> str:
    """Return a page as HTML.

    Parameters
    ----------
    page : Path
        A Markdown page.
    docs : Path
        The folder of all pages: links among them lead from HTML to HTML.

    Returns
    -------
    str
        The whole page, with a link to the guide's first one.
    """
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(page.read_text(encoding="utf-8"))
    title = next(after.content for token, after in zip(tokens, tokens[1:]) if token.type == "heading_open")
    for token, after in zip(tokens, tokens[1:]):
        if token.type == "heading_open":
            token.attrSet("id", anchor(after.content))
    for token in _inline(tokens):
        if token.type == "link_open":
            token.attrSet("href", _leads_to(str(token.attrGet("href")), page, docs))
        elif token.type == "image" and not _is_shipped(page.parent / str(token.attrGet("src")), docs):
            token.type, token.content = "text", f"[{token.content}]"
        elif token.type == "image" and width_of(page.parent / str(token.attrGet("src"))) > WIDEST:
            token.attrSet("width", str(WIDEST))  # the window of the plugin knows no “max-width”
    body = parser.renderer.render(tokens, parser.options, {})
    return _PAGE.format(title=html.escape(title), nav=_nav(page, docs), body=body)


def anchor(heading: str) -> str:
    """Return what links to a heading call it."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def width_of(picture: Path) -> int:
    """Return the width of a PNG in pixels, which stands in its first bytes."""
    with picture.open("rb") as file:
        return int.from_bytes(file.read(20)[16:20], "big")


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _leads_to(link: str, page: Path, docs: Path) -> str:
    """Return where a link of a page leads once the pages are HTML."""
    path, hash_sign, heading = link.partition("#")
    target = (page.parent / path).resolve()
    is_page = target.suffix == ".md" and target.parent in (docs.resolve(), (docs / GUIDE).resolve())
    return f"{path[:-3]}.html{hash_sign}{heading}" if is_page else link


def _is_shipped(picture: Path, docs: Path) -> bool:
    return picture.resolve().parent == (docs / GUIDE / PICTURES).resolve()


def _nav(page: Path, docs: Path) -> str:
    """Return a line that leads to the guide's first page, none on that page itself."""
    start = docs / GUIDE / START
    if page == start:
        return ""
    link = os.path.relpath(start, page.parent)[:-3]
    return f'<nav><a href="{html.escape(link)}.html">Vs Mapper: user guide</a></nav>\n'


if __name__ == "__main__":
    main()
