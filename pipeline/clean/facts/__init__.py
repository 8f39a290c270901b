"""What rules ask about a text: where its parts lie, how wide its lines are, what its library says.

Facts, no edits.
"""
