"""Rules for what a page has beside the text: breaks, numbers, running heads, browsers' lines."""
