"""How the pages of this folder become a site: ``tox -e docs``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from shinkyu import __version__  # the tox environment has the wheel

project = "shinkyu"
author = "the makers of shinkyu"
version = release = __version__
# Most readers sit in Japanese offices: buttons and the search speak Japanese, whatever a page is written in.
language = "ja"

extensions = ["myst_parser", "docstrings", "made_pages", "page_language", "bigram_search"]
exclude_patterns = ["_build", "_ext"]
myst_heading_anchors = 3
nitpicky = True  # a reference that leads nowhere is an error: sphinx-build -W
default_role = "py:obj"  # `parse` in a docstring leads to what it names
nitpick_ignore_regex = [
    # Types of other libraries, values that are fields of those on the page, and names for words that are listed there.
    ("py:.*", r"(collections|datetime|msgspec|os|pathlib)\..*|shinkyu\.model\..*"),
    ("py:class", "Address|CheckFormat|DiffFormat|Doubt|Exported|FormName|Kind|Lang|RowsFormat|Settings|Source"),
]
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = f"shinkyu {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # fetched page by page, which a browser refuses where the site is a folder on a disk
# No page may load anything from the network; tests/browser looks at the built site.
html_theme_options = {"footer_icons": []}
