"""Prints the nodes and edges of a drawing in SVG as JSON lines: title, tooltip, lines of text, by Python's XML parser.

Usage: svg.py FILE
"""

import json
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
TOOLTIP = "{http://www.w3.org/1999/xlink}title"

for group in tree.parse(sys.argv[1]).iter(f"{SVG}g"):
    if group.get("class") in ("node", "edge"):
        title = group.findtext(f"{SVG}title")
        tooltip = next((link.get(TOOLTIP) for link in group.iter(f"{SVG}a")), None)
        print(json.dumps([title, tooltip, [text.text or "" for text in group.iter(f"{SVG}text")]]))
