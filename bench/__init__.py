"""What the books cost: in corrections that are left to people, and in seconds."""
