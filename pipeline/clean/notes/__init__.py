"""Rules for notes: where they stand, what calls them, how the apparatus is parted off."""
