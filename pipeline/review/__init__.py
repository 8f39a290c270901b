"""Let a person decide on repairs, in a web page that this machine alone can reach.

``session`` holds what is decided and cleans the text anew after each decision, through the engine
that builds it; ``sidecar`` writes ``<name>.toml``; ``panes`` lays raw and reading text side by
side; ``server`` shows it all to a browser.
"""
