"""Rules for what is no paragraph: tables, lists, verse, quotations, reference lists, speech."""
