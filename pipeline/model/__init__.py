"""What passes from stage to stage.

bytes ─read─▶ Source ─clean─▶ Cleaned ─parse─▶ Document ─encode─▶ Tei ─write─▶ editions

Everything here is frozen. A ``Source`` is text that knows where each part of it stood in the
witness; a ``Document`` is what the parser understood, typed; a ``Tei`` is a tree that satisfied
the schema.
"""

from pipeline.model.blocks import (
    Bibliography,
    Block,
    Blocks,
    Cell,
    Code,
    Contents,
    ContentsEntry,
    Epigraph,
    Figure,
    Heading,
    Item,
    List,
    Ornament,
    Paragraph,
    Quote,
    Signature,
    Speech,
    Table,
    Verse,
)
from pipeline.model.document import (
    Colophon,
    ColophonBlock,
    Division,
    Document,
    Editing,
    Metadata,
    Note,
    Tei,
    Witness,
)
from pipeline.model.inlines import (
    Anchor,
    Emendation,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    PageBreak,
    Span,
    Text,
    joined_by_breaks,
    plain,
)
from pipeline.model.numbering import PLAIN, Numbering, counts_up
from pipeline.model.order import longest_row
from pipeline.model.source import NOWHERE, Cleaned, Mark, Origin, Places, Source, concatenate
