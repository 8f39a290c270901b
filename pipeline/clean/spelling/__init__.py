"""Rules for words: hyphens, ligatures, large initials, and the evidence for a word."""
