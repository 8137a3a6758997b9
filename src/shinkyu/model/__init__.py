"""Nouns that cross a stage boundary: frozen values without behaviour."""
