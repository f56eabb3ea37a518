"""Tools of the repository: the demo and the makers of bundled files; not part of the plugin."""
