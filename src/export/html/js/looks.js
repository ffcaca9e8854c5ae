// Types of nodes and classes of edges in; their shapes, lines and colors out, for the drawing, the map and the legend.
// Shape and dashes say all that color says.
"use strict";

/** Shape in Cytoscape.js, outline in a square of 20, size beside others. */
const TYPES = {
  Person: { shape: "ellipse", path: "M10 2a8 8 0 1 0 .01 0z", plural: "People" },
  Country: { shape: "round-rectangle", path: "M4 3h12q2 0 2 2v10q0 2-2 2H4q-2 0-2-2V5q0-2 2-2z", plural: "Countries" },
  Organization: { shape: "hexagon", path: "M2 10 6 3h8l4 7-4 7H6z", plural: "Organizations" },
  Place: { shape: "triangle", path: "M10 2 18.500 17.500H1.500z", plural: "Places" },
  Meeting: { shape: "diamond", path: "M10 1.500 18.500 10 10 18.500 1.500 10z", plural: "Meetings" },
  Statement: { shape: "tag", path: "M2 4h11l5 6-5 6H2z", plural: "Statements" },
};

/** Dashes in SVG and Cytoscape.js, and the arrow head. */
const CLASSES = {
  q1: { text: "verbal cooperation", dash: [], arrow: "triangle" },
  q2: { text: "material cooperation", dash: [14, 3], arrow: "triangle" },
  q3: { text: "verbal conflict", dash: [7, 4], arrow: "triangle-tee" },
  q4: { text: "material conflict", dash: [2.5, 3.5], arrow: "triangle-tee" },
  own: { text: "own predicates", dash: [12, 3, 3, 3], arrow: "triangle" },
  together: { text: "takes part, held at", dash: [], arrow: "none" },
  said: { text: "says, is about", dash: [1, 5], arrow: "vee" },
  standing: { text: "office, member, lies in", dash: [1, 4], arrow: "vee" },
};

/** The color of that name in the theme of now. */
function color(key) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${key.toLowerCase()}`).trim();
}

/** The sign of a type of node. */
function typeSign(type, size = 16) {
  return svg("svg", { width: size, height: size, viewBox: "0 0 20 20", "aria-hidden": "true" },
    svg("path", { d: TYPES[type].path, fill: `var(--${type.toLowerCase()})`, "fill-opacity": ".25", stroke: `var(--${type.toLowerCase()})`, "stroke-width": "2" }));
}

/** The sign of a class of edges. */
function classSign(key) {
  const { dash, arrow } = CLASSES[key];
  const head = arrow === "none" ? null
    : svg("path", { d: arrow === "triangle-tee" ? "M24 2.500 30 7 24 11.500zM31 2v10h1.800V2z" : "M26 2.500 32 7 26 11.500z", fill: `var(--${key})` });
  return svg("svg", { width: 34, height: 14, viewBox: "0 0 34 14", "aria-hidden": "true" },
    svg("line", { x1: 1, y1: 7, x2: arrow === "none" ? 33 : 25, y2: 7, stroke: `var(--${key})`, "stroke-width": key === "standing" || key === "said" || key === "together" ? 1.5 : 2.5, "stroke-dasharray": dash.join(" ") || "none" }), head);
}
