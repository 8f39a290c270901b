"""What the typesetter leaves unsaid: both conformance claims, the source attached, the tags.

Each function takes the objects of the unwritten PDF and changes them. The file claims PDF/A-3a
(ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once; the typesetter can claim one.
"""

import zlib
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pydyf  # type: ignore[import-untyped]

UA_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
FACTS = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{}\
</rdf:Description>"""
END = b"</rdf:RDF>"
LEVEL = 6
"""Beyond this level zlib takes twice the time for one byte in a hundred."""
CARRIAGE_RETURN = 0x0D
BAD_END = b"\r\nendstream"
ATTEMPTS = 8


def claim(pdf: Any, language: str, identifier: str, rights: str) -> None:
    """Add PDF/UA to the metadata, with the schema PDF/A asks for, readable without a filter."""
    facts = f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
    if identifier:
        facts += f"<dc:identifier>{escape(identifier)}</dc:identifier>"
    if rights:
        facts += (
            '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{escape(rights)}</rdf:li></rdf:Alt></dc:rights>"
        )
    added = (FACTS.format(facts) + UA_CLAIM).encode()
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.compress = False
            item.stream = [b"\n".join(item.stream).replace(END, added + END)]


def attach(pdf: Any, media_type: str) -> None:
    """Name the attachment's media type, and list it once where the typesetter lists it twice."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/EmbeddedFile":
            item.extra["Subtype"] = f"/{media_type.replace('/', '#2f')}"
    files = pdf.catalog.get("AF", ())
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(files))


def number_pages(pdf: Any) -> None:
    """Label the pages with the numbers they print."""
    pdf.catalog["PageLabels"] = pydyf.Dictionary({
        "Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})]),
    })  # fmt: skip


def describe_links(pdf: Any, descriptions: dict[str, str]) -> None:
    """Say in words where a link within the book leads; the typesetter puts the bare id there."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            target = item["Dest"].string
            item["Contents"] = pydyf.String(descriptions.get(target, target))


def pack(pdf: Any) -> None:
    """Compress every stream once.

    The typesetter would do it twice, for the file and for its identifier. A stream that ends in a
    carriage return stays as it is: checkers count that byte as part of the line end that follows.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            data = b"\n".join(_bytes(part) for part in item.stream)
            packed = zlib.compress(data, LEVEL)
            item.compress = False
            ends_well = packed[-1] != CARRIAGE_RETURN
            item.stream = [packed if ends_well else data]
            if ends_well:
                item.extra["Filter"] = "/FlateDecode"


def written(pdf: Any, data: bytes) -> bytes:
    """Give the file, written anew with one more empty object while a stream ends in CR.

    ``data`` is the file as first written. The stream that holds the small objects is packed only
    while the file is written, so nothing before can see how it ends.
    """
    for _ in range(ATTEMPTS):
        if BAD_END not in data:
            break
        count = next(place for place, item in enumerate(pdf.objects) if item is pdf.info)
        del pdf.objects[count:]
        pdf.add_object(pydyf.Dictionary({}))
        pdf.current_position = 0
        output = BytesIO()
        pdf.write(output, b"1.7", True, True)
        data = output.getvalue()
    return data


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    return part.data if isinstance(part, pydyf.Object) else str(part).encode()
