"""Read what comes in: raw text to a Source, structured formats straight to a Document."""
