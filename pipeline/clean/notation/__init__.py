"""Rules for what extractors write beside the text: tags, links, remarks, stray characters."""
