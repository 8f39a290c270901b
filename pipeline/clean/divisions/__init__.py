"""Rules for headings and for what announces them: the title page and the contents page."""
