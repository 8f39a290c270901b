"""Rules for printed lines and what they make: paragraphs, and the signs within them."""
