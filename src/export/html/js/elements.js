// Tags, attributes and texts in; elements out. Every text of the graph becomes a text node, never markup.
"use strict";

const SVG = "http://www.w3.org/2000/svg";

/** An element. `props` are attributes; a function is a listener; true and false set and leave out. */
function el(tag, props = {}, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** The same in SVG. */
function svg(tag, props = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A name, isolated from the direction of what stands around it. */
function isolated(text) {
  return el("bdi", { dir: "auto" }, text);
}

/** A link to an address of the web; of any other address the text alone. */
function link(address, text) {
  let url = null;
  try { url = new URL(address); } catch { /* no address */ }
  if (!url || !["http:", "https:"].includes(url.protocol)) return isolated(text);
  return el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, isolated(text));
}

/** A text for a drawing, which has no isolation: one line, without the characters that steer direction or terminals. */
function drawn(text, limit = 42) {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/g, " ").trim();
  const letters = Array.from(clean);
  return letters.length > limit ? `${letters.slice(0, limit - 1).join("").trimEnd()}…` : clean || "–";
}

/** “1 event”, “2 events”. */
function count(number, noun, plural = `${noun}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

/** The element of that id. */
function byId(id) {
  return document.getElementById(id);
}
