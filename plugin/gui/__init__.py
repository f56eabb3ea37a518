"""The windows of the plugin: the dock, its panels and its plots."""
