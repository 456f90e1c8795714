"""Make a PDF/A-3a a PDF/UA-1 as well: metadata that say both, uncompressed."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

# What PDF/A demands of a schema it does not know: a description of it in the same metadata.
_EXTENSION = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def archived(pdf: bytes) -> bytes:
    """Return the PDF with metadata that claim PDF/UA-1 beside PDF/A-3a.  Same bytes, same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes().decode("utf-8")
        both = metadata.replace("</rdf:RDF>", _EXTENSION, 1).encode("utf-8")
        stream = pikepdf.Stream(document, both)
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        document.Root.Metadata = document.make_indirect(stream)
        _end_no_stream_in_a_line_end(document)
        made = BytesIO()
        document.save(made, deterministic_id=True, compress_streams=False)
    return made.getvalue()


def _end_no_stream_in_a_line_end(document: "pikepdf.Pdf") -> None:
    """Leave uncompressed what, compressed, ends in a carriage return.

    A line feed follows it in the file, and who reads both as the end of the line finds the stream
    a byte shorter than it says: one stream in 256 would make the file no PDF/A.  The last byte is
    one of a checksum of the content, which no other way to compress it changes.
    """
    import pikepdf

    for stream in document.objects:
        if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            content = stream.read_bytes()
            if not content.endswith(b"\r"):
                stream.write(content)
