"""The report in a browser: what changed, what the table says of it, and what could not be told.

``body`` is the report as a fragment for a page of one's own: it goes into ``<main>``, holds no style attribute and no
inline handler, and wants ``style`` and ``script`` beside it.  ``page`` is the same as one file that needs no other.
"""

from shinkyu.render.html.page import body, page, script, style
from shinkyu.render.html.view import Version, View

__all__ = ["Version", "View", "body", "page", "script", "style"]
