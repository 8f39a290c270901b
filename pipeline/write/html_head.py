"""The head of the HTML page: what search engines, reference managers and browsers read."""

import json

from pipeline.write.book import Book
from pipeline.write.markup import h
from pipeline.write.render import Node
from pipeline.xml import Element, address

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The text is hostile until shown otherwise: no script runs in this page, no address is asked."""


def make_head(book: Book, style: str) -> Element:
    """Make the head with Dublin Core, the citation tags and schema.org's terms."""
    authors = ", ".join(person.display for person in book.authors)
    content: list[Node] = [
        h("meta", {"charset": "utf-8"}),
        h("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        h("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        h("title", {}, [f"{book.title} · {authors}" if authors else book.title]),
        *(h("meta", {"name": key, "content": value}) for key, value in _tags(book) if value),
        h("meta", {"name": "color-scheme", "content": "light dark"}),
        h("script", {"type": "application/ld+json"}, [_linked_data(book)]),
        h("style", {}, [style]),
    ]
    return h("head", {}, [part for node in content for part in ("\n", node)])


def _tags(book: Book) -> list[tuple[str, str]]:
    names = [person.sort for person in book.authors]
    return [
        ("generator", "Handpress"),
        ("author", ", ".join(person.display for person in book.authors)),
        ("keywords", ", ".join(book.keywords)),
        ("DC.title", book.title),
        *(("DC.creator", name) for name in names),
        *(("DC.contributor", person.sort) for person in book.translators),
        ("DC.publisher", book.publisher),
        ("DC.date", book.created),
        ("DC.language", book.lang),
        ("DC.identifier", book.identifier),
        *(("DC.source", source) for source in book.sources[:1]),
        ("DC.rights", book.rights),
        ("citation_title", book.title),
        *(("citation_author", name) for name in names),
        ("citation_publication_date", book.created.replace("-", "/")),
        ("citation_publisher", book.library),
        ("citation_language", book.lang),
    ]


def _linked_data(book: Book) -> str:
    """Write schema.org's terms as JSON that neither HTML nor XML can misread."""
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": book.title,
        "alternativeHeadline": book.subtitle,
        "author": [{"@type": "Person", "name": person.display} for person in book.authors],
        "translator": [{"@type": "Person", "name": p.display} for p in book.translators],
        "inLanguage": book.lang,
        "identifier": book.identifier,
        "dateCreated": book.created,
        "datePublished": book.published,
        "publisher": {"@type": "Organization", "name": book.publisher} if book.publisher else "",
        "isBasedOn": [source for source in map(address, book.sources) if source],
        "keywords": list(book.keywords),
        "accessMode": ["textual"],
        "accessModeSufficient": ["textual"],
        "accessibilityHazard": ["none"],
    }
    text = json.dumps({key: value for key, value in facts.items() if value}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
