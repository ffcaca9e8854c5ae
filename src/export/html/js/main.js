// The data of the page in; the viewer out. One direction: filters and days choose edges, edges choose what is drawn,
// told and listed.
"use strict";

const graph = read(JSON.parse(byId("data").textContent));
byId("data").remove();

if (graph.part) byId("part").textContent = graph.part;

const state = { limit: AT_FIRST, wanted: new Set(), edges: [], shown: null, work: 0 };

/** After a change of the filters: everything anew. */
function refresh({ refit = false } = {}) {
  const other = graph.edges.filter(edge => passes(edge, false));
  state.edges = other.filter(edge => inSpan(edge));
  drawTimeline(other);
  if (!byId("map").hidden) drawMap(state.edges);
  drawList(state.edges);
  redraw(refit);
}

/** Draws the part of the graph that is asked for. */
function redraw(refit) {
  const work = state.work += 1;
  state.shown = select(state.edges, state.limit, new Set([...state.wanted].filter(node => node.edges.some(edge => passes(edge)))));
  const { nodes, lines, total } = state.shown;
  weigh(nodes, lines);
  const stage = byId("canvas").getBoundingClientRect();
  const fresh = nodes.some(node => node.x === undefined);
  const finish = () => {
    if (work !== state.work) return;
    draw(state.shown);
    if (refit || fresh) fit();
    byId("shown-text").textContent = nodes.length < total ? `${nodes.length.toLocaleString("en")} of ${total.toLocaleString("en")}, the most supported first` : `${count(nodes.length, "node")}, ${count(lines.length, "line")}`;
    byId("more").hidden = byId("all").hidden = nodes.length >= total;
    document.documentElement.dataset.ready = String(nodes.length);
  };
  if (!fresh) return finish();
  return arrange(nodes, lines, Math.min(2, Math.max(0.6, stage.width / Math.max(1, stage.height))), part => {
    byId("shown-text").textContent = `arranging ${nodes.length.toLocaleString("en")}: ${Math.round(100 * part)} %`;
  }, finish);
}

/** How many sentences tell of a node, by which its size and the order of names go; of all its edges, so that it stays. */
function weigh(nodes) {
  for (const node of nodes) node.weight = node.edges.reduce((sum, edge) => sum + (edge.known || !edge.kind.isEvent ? 0 : edge.support), 0);
}

function chooseNode(node) {
  if (!state.shown.nodes.includes(node)) {
    state.wanted.add(node);
    redraw(false);
  }
  mark(node);
  tellNode(node);
  const element = drawing.cy.getElementById(`n${node.index}`);
  if (element.nonempty() && !byId("graph").hidden) drawing.cy.animate({ center: { eles: element }, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 });
}

function chooseLine(line) {
  const drawnLine = state.shown.lines.find(one => one.id === line.id);
  if (!drawnLine && (!state.shown.nodes.includes(line.source) || !state.shown.nodes.includes(line.target))) {
    state.wanted.add(line.source).add(line.target);
    redraw(false);
  }
  mark(state.shown.lines.find(one => one.id === line.id) ?? line);
  tellLine(line);
}

function chooseNothing() {
  mark(null);
  tellGraph(graph);
}

function show(view) {
  for (const other of ["graph", "map", "list"]) {
    byId(other).hidden = other !== view;
    byId(`tab-${other}`).setAttribute("aria-selected", String(other === view));
    byId(`tab-${other}`).tabIndex = other === view ? 0 : -1;
  }
  if (view === "map") drawMap(state.edges);
  if (view === "list") drawList(state.edges);
  if (view === "graph") { drawing.cy.resize(); nameWhatFits(); }
}

function theme(next) {
  document.documentElement.dataset.theme = next;
  if (drawing.cy) restyle();
}

const dark = matchMedia("(prefers-color-scheme: dark)");
theme(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => theme(dark.matches ? "dark" : "light"));
byId("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

const tabs = ["graph", "map", "list"];
tabs.forEach((view, place) => {
  byId(`tab-${view}`).addEventListener("click", () => show(view));
  byId(`tab-${view}`).addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(place + step + tabs.length) % tabs.length];
    show(next);
    byId(`tab-${next}`).focus();
  });
});

list.graph = details.graph = graph;
details.onNode = list.onNode = map.onNode = chooseNode;
details.onLine = list.onLine = chooseLine;
details.showAround = node => {
  state.wanted.add(node);
  node.edges.filter(edge => passes(edge)).forEach(edge => state.wanted.add(edge.source).add(edge.target));
  redraw(false);
  show("graph");
};
timeline.onSpan = (from, to) => chooseSpan(from, to, refresh);
byId("more").addEventListener("click", () => { state.limit *= 3; redraw(true); });
byId("all").addEventListener("click", () => { state.limit = Infinity; redraw(true); });
byId("fit").addEventListener("click", fit);
byId("save-png").addEventListener("click", () => savePicture("png"));
byId("save-svg").addEventListener("click", () => savePicture("svg"));
addEventListener("resize", () => { drawTimeline(timeline.edges); if (!byId("map").hidden) placeSpots(); });

buildFilters(graph, refresh);
buildSearch(graph, node => { show("graph"); chooseNode(node); }, text => { list.text = text; list.what = "events"; list.sort = 0; show("list"); });
buildDecisions(graph);
buildDrawing(chooseNode, chooseLine, chooseNothing);
tellGraph(graph);
refresh({ refit: true });
