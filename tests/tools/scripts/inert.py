"""Looks for what a browser would run or fetch in a drawing in SVG: elements and attributes that are not of a drawing, links
that are not of the web. Prints the number of elements.

Usage: inert.py FILE
"""

import sys
import xml.etree.ElementTree as tree

ELEMENTS = {"svg", "g", "title", "polygon", "polyline", "path", "ellipse", "text", "a", "defs", "linearGradient", "stop"}
LINK = "{http://www.w3.org/1999/xlink}href"

count = 0
for element in tree.parse(sys.argv[1]).iter():
    count += 1
    name = element.tag.rpartition("}")[2]
    assert element.tag == "{http://www.w3.org/2000/svg}" + name and name in ELEMENTS, element.tag
    for attribute, value in element.attrib.items():
        assert not attribute.lower().startswith("on"), (element.tag, attribute, value)
        assert attribute == LINK or "script:" not in value or attribute.endswith("title"), (element.tag, attribute, value)
    link = element.get(LINK)
    assert link is None or link.startswith(("http://", "https://")), link
print(count)
