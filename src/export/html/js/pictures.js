// What is drawn in; a PNG or SVG file to save out.
"use strict";

/** Saves the map if it is seen, else the graph. */
async function savePicture(kind) {
  const ofMap = !byId("map").hidden;
  const picture = ofMap ? mapPicture() : graphPicture();
  const blob = kind === "svg" ? new Blob([picture.text], { type: "image/svg+xml" })
    : ofMap ? await asPng(picture) : drawing.cy.png({ output: "blob", full: true, scale: scaleOf(picture), bg: color("paper"), maxWidth: 8000, maxHeight: 8000 });
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: `${ofMap ? "map" : "graph"}.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function scaleOf({ width, height }) {
  return Math.min(2, 8000 / Math.max(width, height, 1));
}

/** The drawing as SVG, with the same shapes, lines and names. */
function graphPicture() {
  const { cy } = drawing, box = cy.elements().boundingBox({ includeLabels: true }), room = 20;
  const root = svg("svg", { xmlns: SVG, viewBox: `${box.x1 - room} ${box.y1 - room} ${box.w + 2 * room} ${box.h + 2 * room}`, width: box.w + 2 * room, height: box.h + 2 * room, "font-family": FONT },
    svg("title", {}, "newsgraph"), svg("rect", { x: box.x1 - room, y: box.y1 - room, width: box.w + 2 * room, height: box.h + 2 * room, fill: color("paper") }));
  const fixed = number => Number(number.toFixed(2));
  const text = (element, x, y, turn) => {
    const label = element.data("name");
    return label && svg("text", { x: fixed(x), y: fixed(y), "font-size": fixed(parseFloat(element.style("font-size"))), "text-anchor": "middle", fill: element.style("color"), stroke: color("paper"),
      "stroke-width": fixed(parseFloat(element.style("font-size")) / 4), "paint-order": "stroke", transform: turn ? `rotate(${fixed(turn)} ${fixed(x)} ${fixed(y)})` : null }, label);
  };
  const names = [];
  cy.edges().forEach(edge => {
    const line = edge.scratch("of"), from = edge.sourceEndpoint(), to = edge.targetEndpoint(), middle = edge.midpoint();
    if (![from.x, from.y, to.x, to.y, middle.x, middle.y].every(Number.isFinite)) return;
    const control = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
    const stroke = color(line.class), width = edge.data("width");
    root.append(svg("path", { d: `M${fixed(from.x)} ${fixed(from.y)}Q${fixed(control.x)} ${fixed(control.y)} ${fixed(to.x)} ${fixed(to.y)}`, fill: "none", stroke, "stroke-width": fixed(width),
      "stroke-dasharray": CLASSES[line.class].dash.join(" ") || null, opacity: fixed(Number(edge.style("opacity"))) }, svg("title", {}, `${drawn(line.source.name)} – ${drawn(line.label, 80)} – ${drawn(line.target.name)}`)));
    for (const [end, there] of [[to, line.there], [from, line.back]]) if (there) root.append(arrowHead(end, control, stroke, width, CLASSES[line.class].arrow));
    let turn = Math.atan2(to.y - from.y, to.x - from.x) * 180 / Math.PI;
    if (turn > 90 || turn < -90) turn += 180;
    names.push(text(edge, middle.x, middle.y + parseFloat(edge.style("font-size")) / 3, turn));
  });
  cy.nodes().forEach(node => {
    const of = node.scratch("of"), { x, y } = node.position(), scale = radius(of) / 9;
    root.append(svg("path", { d: TYPES[of.type].path, transform: `translate(${fixed(x)} ${fixed(y)}) scale(${fixed(scale)}) translate(-10 -10)`, fill: node.style("background-color"), stroke: color(of.type), "stroke-width": fixed(1.6 / scale) },
      svg("title", {}, drawn(of.name))));
    names.push(text(node, x, y + radius(of) + parseFloat(node.style("font-size"))));
  });
  root.append(...names.filter(Boolean));
  return { text: new XMLSerializer().serializeToString(root), width: box.w, height: box.h };
}

function arrowHead(end, from, fill, width, arrow) {
  const turn = Math.atan2(end.y - from.y, end.x - from.x) * 180 / Math.PI, size = 4 + 1.5 * width;
  return svg("path", { d: `M0 0 ${-size} ${-size / 2} ${-size} ${size / 2}Z${arrow === "triangle-tee" ? `M${-size - 3} ${-size / 2}h1.500v${size}h-1.500z` : ""}`, fill, transform: `translate(${end.x.toFixed(2)} ${end.y.toFixed(2)}) rotate(${turn.toFixed(1)})` });
}

/** The map as SVG, with its colors in it. */
function mapPicture() {
  const box = map.svg.getBoundingClientRect(), copy = map.svg.cloneNode(true);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  copy.setAttribute("font-family", FONT);
  for (const element of copy.querySelectorAll("*")) {
    for (const attribute of ["fill", "stroke"]) {
      const variable = /^var\(--([a-z0-9]+)\)$/.exec(element.getAttribute(attribute) ?? "");
      if (variable) element.setAttribute(attribute, color(variable[1]));
    }
  }
  copy.prepend(svg("rect", { x: map.view.x - 500, y: map.view.y - 500, width: 2000, height: 2000, fill: color("paper") }));
  return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
}

function asPng({ text, width, height }) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = el("canvas", { width: Math.round(2 * width), height: Math.round(2 * height) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(resolve, "image/png");
    };
    image.onerror = () => reject(new Error("the picture cannot be drawn"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });
}
