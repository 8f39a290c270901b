"""Turn raw extracted text into validated editions: TEI, EPUB, PDF, plain text and HTML."""
