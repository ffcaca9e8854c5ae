// Places with coordinates and what happened there in; a map of the world out (Natural Earth projection, Šavrič and
// others 2011, as a polynomial).
"use strict";

const map = { svg: null, spots: null, view: null, whole: { x: -180, y: -92, w: 360, h: 178 }, onNode: null, places: [] };

/** Longitude and latitude in degrees; a point of the map, in degrees at the equator, south down. */
function project(longitude, latitude) {
  const phi = latitude * Math.PI / 180, p2 = phi * phi, p4 = p2 * p2;
  return [
    longitude * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))),
    -latitude * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4))),
  ];
}

/** The path of lines that are steps of tenths of a degree. */
function pathOf(lines, close) {
  return lines.split(",").map(line => {
    // Land over the 180th meridian goes on beyond the edge.
    const steps = line.split(" ").map(Number);
    let x = 0, y = 0;
    const points = [];
    for (let at = 0; at < steps.length; at += 2) {
      x += Math.abs(steps[at]) > 1800 ? steps[at] - 3600 * Math.sign(steps[at]) : steps[at];
      y += steps[at + 1];
      points.push(project(x / 10, y / 10).map(part => part.toFixed(2)).join(" "));
    }
    return `M${points.join("L")}${close ? "Z" : ""}`;
  }).join("");
}

/** Builds the map, once. */
function buildMap() {
  map.view = { ...map.whole };
  map.spots = svg("g");
  map.svg = svg("svg", { role: "group", "aria-label": "Map of places and meetings", preserveAspectRatio: "xMidYMid meet" },
    svg("path", { d: pathOf(LAND, true), fill: "var(--land)" }),
    svg("path", { d: pathOf(BORDERS, false), fill: "none", stroke: "var(--border)", "stroke-width": 1, "vector-effect": "non-scaling-stroke" }), map.spots);
  const zoomBy = (factor, x = map.view.x + map.view.w / 2, y = map.view.y + map.view.h / 2) => {
    const w = Math.min(map.whole.w, Math.max(4, map.view.w * factor)), by = w / map.view.w;
    map.view = { x: x - (x - map.view.x) * by, y: y - (y - map.view.y) * by, w, h: map.view.h * by };
    placeSpots();
  };
  byId("map").append(map.svg,
    el("div", { class: "controls" }, el("button", { "aria-label": "Closer", click: () => zoomBy(0.6) }, "+"), el("button", { "aria-label": "Farther", click: () => zoomBy(1.6) }, "−"),
      el("button", { click: () => showPlaces() }, "Fit")),
    el("p", { class: "note" }));
  const point = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(map.svg.getScreenCTM().inverse());
  map.svg.addEventListener("wheel", event => {
    event.preventDefault();
    const { x, y } = point(event);
    zoomBy(Math.exp(event.deltaY * 0.0015), x, y);
  }, { passive: false });
  let held = null;
  map.svg.addEventListener("pointerdown", event => { if (!event.target.closest(".spot")) { held = point(event); map.svg.setPointerCapture(event.pointerId); } });
  map.svg.addEventListener("pointermove", event => {
    if (!held) return;
    const now = point(event);
    map.view.x -= now.x - held.x;
    map.view.y -= now.y - held.y;
    placeSpots();
  });
  map.svg.addEventListener("pointerup", () => { held = null; });
}

/** Draws the places of these edges: where something happened, where a meeting was held. */
function drawMap(edges) {
  if (!map.svg) buildMap();
  const places = new Map();
  const at = node => places.get(node) ?? places.set(node, { node, events: new Set(), meetings: new Set() }).get(node);
  const ends = new Set();
  for (const edge of edges) {
    if (edge.place?.at) at(edge.place).events.add(edge);
    for (const node of [edge.source, edge.target]) if (node.at && edge.kind.isEvent) at(node).events.add(edge);
    if (edge.kind.name === "held-at" && edge.target.at) at(edge.target).meetings.add(edge.source);
    for (const node of [edge.source, edge.target]) if (node.at) at(node);
    ends.add(edge.source).add(edge.target);
  }
  map.places = [...places.values()].sort((a, b) => size(b) - size(a) || a.node.index - b.node.index);
  const unplaced = [...ends].filter(node => node.type === "Place" && !node.at).length;
  const meetings = [...ends].filter(node => node.type === "Meeting");
  const placed = meetings.filter(node => node.site?.at).length;
  byId("map").querySelector(".note").textContent = `${count(map.places.length, "place")}, ${placed} of ${count(meetings.length, "meeting")}${unplaced ? `; ${count(unplaced, "place")} without known coordinates` : ""}. Circle: events, diamond: meetings, dot: only named.`;
  if (!map.fitted && map.places.length && !byId("map").hidden) { map.fitted = true; showPlaces(); } else placeSpots();
}

function size(place) {
  return place.events.size + 2 * place.meetings.size;
}

/** Shows the part of the world that has places. */
function showPlaces() {
  const points = map.places.map(({ node }) => project(node.at[1], node.at[0]));
  if (!points.length) return;
  const [left, right] = [Math.min(...points.map(p => p[0])) - 20, Math.max(...points.map(p => p[0])) + 20];
  const [top, bottom] = [Math.min(...points.map(p => p[1])) - 10, Math.max(...points.map(p => p[1])) + 10];
  const w = Math.min(map.whole.w, Math.max(right - left, (bottom - top) * 2));
  map.view = { x: (left + right - w) / 2, y: (top + bottom) / 2 - w / 4, w, h: w / 2 };
  placeSpots();
}

/** Draws signs and names as large at every zoom; a name that has no room is left out. */
function placeSpots() {
  const { view, whole } = map, box = map.svg.getBoundingClientRect();
  const middle = view.y + view.h / 2;
  if (box.width) view.h = view.w * box.height / box.width;
  view.y = view.h > whole.h ? whole.y + (whole.h - view.h) / 2 : middle - view.h / 2;
  map.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  const unit = box.width ? Math.max(view.w / box.width, view.h / box.height) : view.w / 900;
  const taken = [];
  map.spots.replaceChildren(...map.places.map(place => {
    const [x, y] = project(place.node.at[1], place.node.at[0]);
    const r = Math.min(18, 3 + 2.2 * Math.sqrt(place.events.size)) * unit, d = Math.min(16, 5 + 2 * Math.sqrt(place.meetings.size)) * unit;
    const half = textWidth(place.node.label, 12) / 2 * unit, top = y + Math.max(r, place.meetings.size ? d : 0) + unit;
    const room = [x - half, top, x + half, top + 14 * unit];
    const free = taken.every(other => room[0] > other[2] || room[2] < other[0] || room[1] > other[3] || room[3] < other[1]);
    if (free) taken.push(room);
    const act = () => map.onNode(place.node);
    return svg("g", { class: "spot", tabindex: 0, role: "button", "aria-label": `${drawn(place.node.name)}: ${count(place.events.size, "event")}, ${count(place.meetings.size, "meeting")}`,
      click: act, keydown: event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } } },
    svg("circle", { cx: x, cy: y, r, fill: "var(--q1)", "fill-opacity": 0.35, stroke: "var(--q1)", "stroke-width": 1.2 * unit }),
    place.meetings.size ? svg("path", { d: `M${x} ${y - d}L${x + d} ${y}L${x} ${y + d}L${x - d} ${y}Z`, fill: "var(--meeting)", "fill-opacity": 0.3, stroke: "var(--meeting)", "stroke-width": 1.6 * unit }) : null,
    free ? svg("text", { x, y: top + 10 * unit, "font-size": 12 * unit, "text-anchor": "middle", fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 2.5 * unit, "paint-order": "stroke" }, place.node.label) : null,
    svg("title", {}, drawn(place.node.name)));
  }));
}
