// Draws a flowchart with Mermaid, or a network with Cytoscape.js, in headless Chromium; prints what is in the drawing as JSON.
//
// Usage: node charts.cjs mermaid|cytoscape FILE SCRIPT      NODE_PATH names the folder that holds `playwright-core`.

const assert = require('assert');
const fs = require('fs');
const { chromium } = require('playwright-core');

const [, , what, file, script] = process.argv;

const draw = {
  // By the defaults: at most 500 edges and 50,000 characters, strict security.
  mermaid: async text => {
    globalThis.mermaid.initialize({ startOnLoad: false });
    await globalThis.mermaid.parse(text);
    const { svg } = await globalThis.mermaid.render('chart', text);
    document.body.innerHTML = svg;
    const texts = selector => [...document.querySelectorAll(selector)].map(element => element.textContent.trim());
    return { nodes: texts('g.node .nodeLabel, g.node text'), edges: document.querySelectorAll('path.flowchart-link').length, labels: texts('g.edgeLabel').filter(Boolean), scripts: document.body.querySelectorAll('script, a, img, iframe, [onclick], [onerror]').length };
  },
  cytoscape: text => {
    const { elements } = JSON.parse(text);
    document.body.innerHTML = '<div id="cy" style="width:800px;height:600px"></div>';
    const cy = cytoscape({ container: document.getElementById('cy'), elements, layout: { name: 'grid' } });
    const met = cy.edges('[type = "MET_WITH"]').map(edge => [edge.source().data('name'), edge.target().data('name')].sort());
    return { nodes: Object.fromEntries(cy.nodes().map(node => [node.id(), node.data('name') ?? ''])), edges: cy.edges().map(edge => edge.id()).sort(), met: met.sort() };
  },
}[what];

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const wrong = [];
    page.on('pageerror', error => wrong.push(error.message));
    page.on('dialog', dialog => { wrong.push(dialog.message()); dialog.dismiss(); });
    page.on('request', request => { if (!/^(data|blob|about):/.test(request.url())) wrong.push(request.url()); });
    await page.setContent('<!DOCTYPE html><body></body>');
    await page.addScriptTag({ path: script });
    const found = await page.evaluate(draw, fs.readFileSync(file, 'utf8'));
    assert.deepStrictEqual(wrong, []);
    console.log(JSON.stringify(found));
  } finally {
    await browser.close();
  }
})().catch(error => { console.error(error); process.exit(1); });
