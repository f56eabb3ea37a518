"""From files of results to styled QGIS layers."""
