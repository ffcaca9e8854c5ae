// Events that pass the other filters in; how many there were over time out: cooperation above the line, conflict below,
// what is material darker. Dragging chooses a span of days.
"use strict";

const timeline = { onSpan: null, edges: [], scale: null, brush: null };

/** Units of time, the smallest first: the first day of the unit that a day lies in, and of the next. */
const UNITS = [
  { name: "day", of: day => day, next: day => day + 1 },
  { name: "week", of: day => day - ((day + 3) % 7 + 7) % 7, next: day => day + 7 },
  { name: "month", of: day => { const [y, m] = ymd(day); return utc(y, m, 1); }, next: day => { const [y, m] = ymd(day); return utc(y, m + 1, 1); } },
  { name: "quarter", of: day => { const [y, m] = ymd(day); return utc(y, m - m % 3, 1); }, next: day => { const [y, m] = ymd(day); return utc(y, m + 3, 1); } },
  { name: "year", of: day => utc(ymd(day)[0], 0, 1), next: day => utc(ymd(day)[0] + 1, 0, 1) },
  { name: "decade", of: day => utc(ymd(day)[0] - ymd(day)[0] % 10, 0, 1), next: day => utc(ymd(day)[0] - ymd(day)[0] % 10 + 10, 0, 1) },
];
const BARS = 110, ROOM = { left: 12, right: 12, top: 18, bottom: 20 };

/** Draws the events. */
function drawTimeline(edges) {
  const box = byId("timeline");
  timeline.edges = edges;
  const dated = edges.filter(edge => edge.kind.isEvent && edge.told);
  const without = edges.filter(edge => edge.kind.isEvent && !edge.told).length;
  if (!dated.length) {
    box.replaceChildren(el("p", { class: "quiet" }, "No event here has a day."));
    return;
  }
  let [first, last] = extent(dated);
  if (timeline.scale) [first, last] = [Math.min(first, timeline.scale.first), Math.max(last, timeline.scale.last)];
  const unit = UNITS.find(({ of, next }) => (last - first) / (next(of(first)) - of(first)) <= BARS) ?? UNITS[UNITS.length - 1];
  const begin = unit.of(first), end = unit.next(unit.of(last));
  const width = box.clientWidth || 800, height = box.clientHeight || 108;
  const x = day => ROOM.left + (day - begin) / (end - begin) * (width - ROOM.left - ROOM.right);
  timeline.scale = { first, last, begin, end, x, day: at => Math.round(begin + (at - ROOM.left) / (width - ROOM.left - ROOM.right) * (end - begin)) };
  const bars = new Map();
  for (const edge of dated) {
    const key = unit.of(edge.told[0]);
    const bar = bars.get(key) ?? bars.set(key, { q1: 0, q2: 0, q3: 0, q4: 0, own: 0 }).get(key);
    bar[edge.kind.class] += 1;
  }
  const up = Math.max(...[...bars.values()].map(bar => bar.q1 + bar.q2 + bar.own), 1);
  const down = Math.max(...[...bars.values()].map(bar => bar.q3 + bar.q4), 0);
  const step = (height - ROOM.top - ROOM.bottom) / (up + down), axis = ROOM.top + up * step;
  const shapes = [];
  for (const [day, bar] of [...bars].sort((a, b) => a[0] - b[0])) {
    const left = x(day), wide = Math.max(1.5, Math.min(18, x(unit.next(day)) - left - 1));
    const piece = (key, from, number, direction) => number && shapes.push(svg("rect", {
      x: left, width: wide, y: direction < 0 ? axis - (from + number) * step : axis + from * step, height: number * step,
      fill: `var(--${key})`, "fill-opacity": key === "q1" || key === "q3" ? 0.55 : 1, "data-day": dayText(day) },
    svg("title", {}, `${dayText(day)}${unit.name === "day" ? "" : ` (${unit.name})`}: ${count(number, "event")} of ${CLASSES[key].text}`)));
    piece("q2", 0, bar.q2, -1);
    piece("q1", bar.q2, bar.q1, -1);
    piece("own", bar.q1 + bar.q2, bar.own, -1);
    piece("q4", 0, bar.q4, 1);
    piece("q3", bar.q4, bar.q3, 1);
  }
  const drawnTimeline = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${count(dated.length, "event")} from ${dayText(first)} to ${dayText(last)}` },
    shapes, svg("line", { x1: ROOM.left, x2: width - ROOM.right, y1: axis, y2: axis, stroke: "var(--soft)" }), ticks(unit, begin, end, x, width, height),
    svg("text", { x: ROOM.left, y: 12, fill: "var(--soft)", "font-size": 11 }, `Events a ${unit.name}: cooperation above, conflict below${without ? `; ${without} without a day` : ""}`),
    timeline.brush = svg("rect", { y: ROOM.top - 2, height: height - ROOM.top - ROOM.bottom + 4, fill: "var(--focus)", "fill-opacity": 0.14, stroke: "var(--focus)" }),
    svg("text", { id: "span", x: width - ROOM.right, y: 12, "text-anchor": "end", fill: "var(--ink)", "font-size": 11 }));
  box.replaceChildren(drawnTimeline);
  showBrush(chosen.from, chosen.to);
  brushable(drawnTimeline);
}

function extent(edges) {
  return edges.reduce(([first, last], { told }) => [Math.min(first, told[0]), Math.max(last, told[0])], [Infinity, -Infinity]);
}

function ticks(unit, begin, end, x, width, height) {
  const out = [], months = end - begin < 800;
  for (let day = begin, before = -Infinity; day < end && out.length < 200;) {
    const [year, month] = ymd(day);
    const text = end - begin <= 45 ? dayText(day) : months ? `${year}-${String(month + 1).padStart(2, "0")}` : String(year);
    if (x(day) - before > (text.length + 2) * 7 && x(day) < width - 45) {
      before = x(day);
      out.push(svg("text", { x: x(day), y: height - 6, fill: "var(--soft)", "font-size": 11 }, text));
    }
    day = end - begin <= 45 ? day + 1 : months ? utc(year, month + 1, 1) : utc(year + 1, 0, 1);
  }
  return out;
}

function showBrush(from, to) {
  const { scale, brush } = timeline;
  const none = from === null && to === null;
  brush.setAttribute("visibility", none ? "hidden" : "visible");
  byId("span").textContent = none ? "" : `${from === null ? "…" : dayText(from)} to ${to === null ? "…" : dayText(to)}; click for all`;
  if (none) return;
  const left = scale.x(Math.max(from ?? scale.begin, scale.begin)), right = scale.x(Math.min((to ?? scale.end) + 1, scale.end));
  brush.setAttribute("x", left);
  brush.setAttribute("width", Math.max(1, right - left));
}

function brushable(element) {
  let start = null;
  const at = event => event.clientX - element.getBoundingClientRect().left;
  element.addEventListener("pointerdown", event => { start = at(event); element.setPointerCapture(event.pointerId); });
  element.addEventListener("pointermove", event => {
    if (start === null || Math.abs(at(event) - start) < 3) return;
    showBrush(...span(start, at(event)));
  });
  element.addEventListener("pointerup", event => {
    const end = at(event), from = start;
    start = null;
    if (from === null) return;
    Math.abs(end - from) < 3 ? timeline.onSpan(null, null) : timeline.onSpan(...span(from, end));
  });
}

function span(a, b) {
  const [left, right] = [Math.min(a, b), Math.max(a, b)].map(timeline.scale.day);
  return [left, Math.max(left, right - 1)];
}
