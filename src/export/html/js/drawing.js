// Nodes with places and lines in; a drawing by Cytoscape.js out, with names where there is room for them.
"use strict";

/** How large names are on the screen, in pixels. */
const NAME_SIZE = 12, LINE_NAME_SIZE = 10;

/** More elements than this are drawn plainly, and without lines while the drawing moves. */
const CROWD = 1500;

/** Lines that always have names, where there is room. */
const EVENT_CLASSES = new Set(["q1", "q2", "q3", "q4", "own"]);

const drawing = { cy: null, elements: new Map(), chosen: null };

/** Makes the drawing; the listeners are told of what is clicked: a node, a line or null. */
function buildDrawing(onNode, onLine, onNothing) {
  const cy = cytoscape({
    container: byId("canvas"), style: drawingStyle(), elements: [], layout: { name: "preset" },
    minZoom: 0.02, maxZoom: 6, pixelRatio: Math.min(2, devicePixelRatio || 1),
    boxSelectionEnabled: false, textureOnViewport: false, hideEdgesOnViewport: false,
  });
  drawing.cy = cy;
  cy.on("tap", "node", event => onNode(event.target.scratch("of")));
  cy.on("tap", "edge", event => onLine(event.target.scratch("of")));
  cy.on("tap", event => { if (event.target === cy) onNothing(); });
  cy.on("mouseover", "node", event => near(event.target).addClass("near"));
  cy.on("mouseout", "node", () => cy.elements(".near").removeClass("near"));
  cy.on("mouseover", "edge", event => event.target.addClass("near"));
  cy.on("mouseout", "edge", event => event.target.removeClass("near"));
  let timer = 0;
  cy.on("zoom resize", () => { clearTimeout(timer); timer = setTimeout(nameWhatFits, 90); });
  cy.on("dragfree", "node", event => {
    const node = event.target.scratch("of");
    Object.assign(node, event.target.position());
    nameWhatFits();
  });
  return cy;
}

function near(element) {
  return drawing.cy.elements().length > CROWD ? element : element.union(element.connectedEdges());
}

/** Draws these nodes and lines and no others. */
function draw({ nodes, lines }) {
  const { cy } = drawing;
  const wanted = new Map([...nodes.map(node => [`n${node.index}`, node]), ...lines.map(line => [line.id, line])]);
  const crowd = nodes.length + lines.length > CROWD;
  // Not in the interface, but read at every frame: what is decided when the drawing is made is too early.
  Object.assign(cy.renderer(), { hideEdgesOnViewport: crowd, textureOnViewport: crowd });
  // A crowd is dragged as a whole: one node of it alone would draw all others five times a second.
  cy.autoungrabify(crowd);
  cy.batch(() => {
    cy.elements().filter(element => !wanted.has(element.id())).remove();
    const fresh = [];
    for (const node of nodes) {
      const id = `n${node.index}`, known = cy.getElementById(id);
      if (known.nonempty()) known.position({ x: node.x, y: node.y });
      else fresh.push({ group: "nodes", data: nodeData(node, id), scratch: { of: node }, position: { x: node.x, y: node.y }, classes: node.type });
    }
    for (const line of lines) {
      const known = cy.getElementById(line.id);
      if (known.nonempty()) { known.scratch("of", line).data(lineData(line)); continue; }
      fresh.push({ group: "edges", data: lineData(line), scratch: { of: line }, classes: `${line.class}${line.sure ? "" : " doubtful"}${crowd ? " many" : ""}` });
    }
    cy.add(fresh);
  });
  mark(drawing.chosen);
  nameWhatFits();
}

function nodeData(node, id) {
  return { id, size: 2 * radius(node), name: "" };
}

function lineData(line) {
  const arrow = CLASSES[line.class].arrow;
  return {
    id: line.id, source: `n${line.source.index}`, target: `n${line.target.index}`, name: "", text: line.label,
    width: line.known || line.class === "together" || line.class === "said" ? 1 : Math.min(7, 1.4 + 1.1 * Math.log2(line.support)),
    there: line.there ? arrow : "none", back: line.back ? arrow : "none",
  };
}

/** Shows the whole drawing. */
function fit() {
  const { cy } = drawing, room = 45;
  const [left, right, top, bottom] = cy.nodes().reduce(([l, r, t, b], node) => {
    const { x, y } = node.position();
    return [Math.min(l, x), Math.max(r, x), Math.min(t, y), Math.max(b, y)];
  }, [Infinity, -Infinity, Infinity, -Infinity]);
  if (left > right) return;
  const zoom = Math.min(1.6, (cy.width() - 2 * room) / Math.max(1, right - left), (cy.height() - 2 * room) / Math.max(1, bottom - top));
  cy.viewport({ zoom, pan: { x: cy.width() / 2 - zoom * (left + right) / 2, y: cy.height() / 2 - zoom * (top + bottom) / 2 } });
  nameWhatFits();
}

/** Marks a node or a line with what belongs to it; null unmarks. */
function mark(thing) {
  const { cy } = drawing;
  drawing.chosen = thing;
  cy.batch(() => {
    cy.elements().removeClass("faded chosen");
    if (!thing) return;
    const element = cy.getElementById(thing.index === undefined ? thing.id : `n${thing.index}`);
    if (element.empty()) return;
    const around = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
    cy.elements().not(around).addClass("faded");
    element.addClass("chosen");
  });
  nameWhatFits();
}

/** Gives names to the most important nodes, then to lines, as long as none lies over another; as large at every zoom. */
function nameWhatFits() {
  const { cy } = drawing;
  const zoom = cy.zoom(), taken = [], view = cy.extent();
  const free = box => taken.every(other => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
  const inView = ({ x, y }) => x > view.x1 && x < view.x2 && y > view.y1 && y < view.y2;
  const size = NAME_SIZE / zoom, lineSize = LINE_NAME_SIZE / zoom;
  const nodes = cy.nodes().filter(node => inView(node.position()))
    .sort((a, b) => rank(b) - rank(a) || a.scratch("of").index - b.scratch("of").index);
  const named = new Map();
  nodes.forEach(node => {
    if (named.size > 250) return;
    const { x, y } = node.position(), of = node.scratch("of"), r = radius(of);
    if (node.hasClass("faded")) return;
    if (taken.length < 400 && r * zoom > 3) taken.push([x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7]);
    const half = textWidth(of.label, NAME_SIZE, of.weight > 5) / 2 / zoom + 2 / zoom;
    const box = [x - half, y + r + 1 / zoom, x + half, y + r + 1 / zoom + size * 1.25];
    if (!free(box)) return;
    taken.push(box);
    named.set(node.id(), of.label);
  });
  const lines = cy.edges().filter(edge => !edge.hasClass("faded"));
  const few = cy.nodes(".chosen").nonempty() || cy.edges(".chosen").nonempty() || lines.length <= 400;
  if (few) lines.sort((a, b) => lineRank(b) - lineRank(a)).forEach(edge => {
    if (named.size > 350) return;
    const of = edge.scratch("of");
    if (drawing.chosen === null && !EVENT_CLASSES.has(of.class)) return;
    const [a, b] = [of.source, of.target];
    const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2, text = drawn(of.label, 40);
    const half = textWidth(text, LINE_NAME_SIZE) / 2 / zoom;
    // Along the line; what it covers is taken as a box.
    const length = Math.hypot(a.x - b.x, a.y - b.y), turn = length ? Math.abs(a.y - b.y) / length : 0;
    if (half * 2 > length - radius(a) - radius(b)) return;
    const dx = half * Math.sqrt(1 - turn * turn) + lineSize / 2, dy = half * turn + lineSize / 2;
    const box = [x - dx, y - dy, x + dx, y + dy];
    if (!inView({ x, y }) || (!free(box) && !edge.hasClass("chosen"))) return;
    taken.push(box);
    named.set(edge.id(), text);
  });
  cy.batch(() => {
    cy.elements().forEach(element => {
      const name = named.get(element.id()) ?? "";
      if (element.data("name") !== name) element.data("name", name);
    });
    if (drawing.size !== size) {
      drawing.size = size;
      cy.style().selector("node").style({ "font-size": size, "text-margin-y": 1 / zoom, "text-outline-width": 2.2 / zoom })
        .selector("edge").style({ "font-size": lineSize, "text-outline-width": 2 / zoom }).update();
    }
  });
}

function rank(node) {
  const of = node.scratch("of");
  // Meetings and statements tell less by their names than those who are in them.
  return (node.hasClass("chosen") ? 1e6 : 0) + of.weight - (of.type === "Meeting" || of.type === "Statement" ? 0.5 : 0);
}

function lineRank(edge) {
  return (edge.hasClass("chosen") ? 1e6 : 0) + edge.scratch("of").support;
}

const measure = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** How wide a text is on the screen, in pixels. */
function textWidth(text, size, bold = false) {
  const key = `${size}${bold}${text}`;
  if (!widths.has(key)) {
    measure.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    widths.set(key, measure.measureText(text).width);
  }
  return widths.get(key);
}

const FONT = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif";

/** The look of all elements in the theme of now. */
function drawingStyle() {
  const ink = color("ink"), paper = color("paper");
  return [
    { selector: "node", style: {
      width: "data(size)", height: "data(size)", label: "data(name)", color: ink, "font-family": FONT, "font-size": NAME_SIZE,
      "text-valign": "bottom", "text-margin-y": 1, "text-outline-color": paper, "text-outline-width": 2.2, "border-width": 1.6, "min-zoomed-font-size": 0,
    } },
    ...Object.entries(TYPES).map(([type, { shape }]) => ({ selector: `.${type}`, style: {
      shape, "background-color": mixed(color(type), paper), "border-color": color(type),
    } })),
    { selector: "edge", style: {
      width: "data(width)", label: "data(name)", color: color("soft"), "font-family": FONT, "font-size": LINE_NAME_SIZE, "text-rotation": "autorotate",
      "text-outline-color": paper, "text-outline-width": 2, "curve-style": "bezier", "control-point-step-size": 28, "arrow-scale": 0.8,
      "target-arrow-shape": "data(there)", "source-arrow-shape": "data(back)", opacity: 0.85,
    } },
    ...Object.entries(CLASSES).map(([key, { dash }]) => ({ selector: `.${key}`, style: {
      "line-color": color(key), "target-arrow-color": color(key), "source-arrow-color": color(key),
      ...(dash.length ? { "line-style": "dashed", "line-dash-pattern": dash } : { "line-style": "solid" }),
    } })),
    { selector: ".standing, .said", style: { "arrow-scale": 0.6 } },
    { selector: ".together", style: { opacity: 0.5 } },
    { selector: ".doubtful", style: { opacity: 0.45 } },
    { selector: ".many", style: { "curve-style": "straight", "target-arrow-shape": "none", "source-arrow-shape": "none", "line-style": "solid", opacity: 0.4 } },
    { selector: "node.near", style: { "border-width": 3 } },
    { selector: "edge.near", style: { label: "data(text)", opacity: 1, color: ink, "z-index": 9 } },
    { selector: ".faded", style: { opacity: 0.22 } },
    { selector: ".chosen", style: { "border-width": 4, "border-color": color("focus"), opacity: 1, "z-index": 10 } },
    { selector: "edge.chosen", style: { "underlay-color": color("focus"), "underlay-opacity": 0.35, "underlay-padding": 4, color: ink } },
  ];
}

/** A color that the paper shines through. */
function mixed(hex, paper) {
  const channels = text => [1, 3, 5].map(at => parseInt(text.slice(at, at + 2), 16));
  const [a, b] = [channels(hex), channels(paper)];
  return `#${a.map((part, place) => Math.round(part * 0.3 + b[place] * 0.7).toString(16).padStart(2, "0")).join("")}`;
}

/** Draws in the theme of now. */
function restyle() {
  drawing.size = null;
  drawing.cy.style(drawingStyle());
  nameWhatFits();
}
