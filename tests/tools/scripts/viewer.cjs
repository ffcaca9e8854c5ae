// Opens a page of the viewer in headless Chromium and does with it what a reader does; prints what it measured as JSON.
//
// Usage: node viewer.cjs use|hostile|decide|large|pictures FILE      NODE_PATH names the folder that holds `playwright-core`.

const assert = require('assert');
const fs = require('fs');
const net = require('net');
const path = require('path');
const { chromium } = require('playwright-core');
const { pathToFileURL } = require('url');

const [, , check, file] = process.argv;
const VIEW = { width: 1440, height: 860 };

/** Opens the page; `wrong` gathers what it must not do. */
async function open(browser, wrong, options = {}) {
  const page = await browser.newPage({ viewport: VIEW, ...options });
  const address = pathToFileURL(path.resolve(file)).href;
  page.on('console', message => wrong.push(`console: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`error: ${error.message}`));
  page.on('dialog', dialog => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => {
    if (request.url() !== address && !/^(data|blob):/.test(request.url())) wrong.push(`request: ${request.url()}`);
  });
  const start = Date.now();
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 120000 });
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  return { page, took: Date.now() - start };
}

/** The middle of an element of the drawing, on the screen; of a line the first whose middle nothing covers. */
function spot(page, what) {
  return page.evaluate(kind => {
    const box = byId('canvas').getBoundingClientRect(), { cy } = drawing;
    const at = element => element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
    const inside = ({ x, y }) => x > 20 && y > 20 && x < box.width - 20 && y < box.height - 60;
    const free = ({ x, y }) => cy.nodes().every(node => Math.hypot(node.renderedPosition('x') - x, node.renderedPosition('y') - y) > 25);
    const all = kind === 'node' ? cy.nodes('.Person') : cy.edges('.q1');
    const found = all.filter(element => inside(at(element)) && (element.isNode() || free(at(element))))[0];
    const { x, y } = at(found), of = found.scratch('of');
    return { x: box.x + x, y: box.y + y, names: of.name ? [of.name] : [of.source.name, of.target.name], sentence: of.edges[0].evidence[0].text };
  }, what);
}

const text = (page, selector) => page.locator(selector).first().textContent();
const drawnLines = page => page.evaluate(() => drawing.cy.edges().length);
const places = page => page.evaluate(() => JSON.stringify(drawing.cy.nodes().map(node => [node.id(), node.position()])));

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return fs.readFileSync(await download.path());
}

async function use(browser, wrong) {
  const { page } = await open(browser, wrong);
  const lines = await drawnLines(page);
  assert(lines > 20, `${lines} lines are drawn`);
  // The same at every opening.
  const again = await open(browser, wrong);
  assert.strictEqual(await places(again.page), await places(page), 'two openings draw the same');
  await again.page.close();

  // A line tells its sentences, a node all about it.
  const line = await spot(page, 'line');
  await page.mouse.click(line.x, line.y);
  const told = await text(page, '#details');
  line.names.forEach(name => assert(told.includes(name), `${name} in ${told}`));
  assert(told.includes('asserted') && /rule [a-z-]+/.test(told) && await page.locator('#details blockquote').count() > 0, told);
  assert(await page.locator('#details .sentence a[href^="https://news.example/"][rel~="noopener"]').count() > 0, 'the document is a link');
  const node = await spot(page, 'node');
  await page.mouse.click(node.x, node.y);
  assert.strictEqual((await text(page, '#details h2')).trim(), node.names[0]);

  // Search, by name and by sentence.
  await page.fill('#search', 'zelensky');
  await page.press('#search', 'Enter');
  assert.match(await text(page, '#details h2'), /Zelensk/);
  assert(await page.locator('#details a[href^="https://www.wikidata.org/wiki/Q"]').count() === 1, 'a link to Wikidata');
  assert.match(await text(page, '#details'), /Offices/i);
  await page.fill('#search', 'nuclear energy');
  await page.press('#search', 'ArrowDown');
  await page.press('#search', 'Enter');
  assert.match(await text(page, '#list table'), /nuclear energy/);
  await page.click('#unsearch');
  await page.click('#tab-graph');

  // Filters: type, class, predicate, confidence.
  const without = async (action, undo, what) => {
    await action();
    const less = await drawnLines(page);
    assert(less < lines, `${what} leaves ${less} of ${lines} lines`);
    await undo();
    assert.strictEqual(await drawnLines(page), lines, `${what} undone`);
  };
  const box = key => page.locator(`#filters input[data-key="${key}"]`);
  await without(() => box('Country').uncheck(), () => box('Country').check(), 'no countries');
  await without(() => box('q3').uncheck(), () => box('q3').check(), 'no verbal conflict');
  await page.click('#predicates summary');
  await without(() => box('participated-in').uncheck(), () => box('participated-in').check(), 'no participants');
  await without(() => page.fill('#confidence', '0.95'), () => page.fill('#confidence', '0'), 'the surest alone');
  await without(() => page.fill('#from', '2023-10-01'), () => page.fill('#from', ''), 'since October');

  // Days: a brush over the right half, a click for all.
  const days = await page.locator('#timeline svg').boundingBox();
  await without(async () => {
    await page.mouse.move(days.x + days.width * 0.6, days.y + 50);
    await page.mouse.down();
    await page.mouse.move(days.x + days.width * 0.9, days.y + 50, { steps: 5 });
    await page.mouse.up();
    assert.match(await page.inputValue('#from'), /^2023-0[789]/);
  }, () => page.mouse.click(days.x + 30, days.y + 50), 'the brush');

  // The map, and a place on it.
  await page.click('#tab-map');
  assert(await page.locator('#map g.spot').count() >= 5, 'places on the map');
  await page.locator('#map g.spot').first().press('Enter');
  assert.match(await text(page, '#details'), /Place ·/);
  const mapSvg = (await saved(page, '#save-svg')).toString();
  assert(mapSvg.startsWith('<svg') && !mapSvg.includes('var(--'), 'a map that needs no page');
  assert((await saved(page, '#save-png')).subarray(1, 4).toString() === 'PNG');

  // The list, by keyboard alone.
  await page.focus('#tab-map');
  await page.keyboard.press('ArrowRight');
  assert(await page.locator('#list').isVisible(), 'the list');
  const rows = await page.locator('#list tbody tr').count();
  assert(rows > 20, `${rows} rows`);
  let focused = '';
  for (let step = 0; step < 150 && !focused.startsWith('BUTTON td'); step += 1) {
    await page.keyboard.press('Tab');
    focused = await page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.closest('td') ? 'td' : ''}`);
  }
  const wanted = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Enter');
  assert.strictEqual((await text(page, '#details h2')).trim(), wanted);

  // Pictures of the graph, dark and light.
  await page.click('#tab-graph');
  const drawing = (await saved(page, '#save-svg')).toString();
  assert(drawing.startsWith('<svg') && drawing.includes('Xi Jinping') && drawing.includes('stroke-dasharray'), drawing.slice(0, 200));
  const picture = await saved(page, '#save-png');
  assert(picture.subarray(1, 4).toString() === 'PNG' && picture.length > 20000);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await paper();
  await page.click('#theme');
  assert.notStrictEqual(await paper(), before, 'another theme');
  const dark = await open(browser, wrong, { colorScheme: 'dark' });
  assert.notStrictEqual(await dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor), before, 'dark where the system is');
  return {};
}

async function hostile(browser, wrong) {
  const { page } = await open(browser, wrong);
  const names = await page.evaluate(() => {
    const shown = [];
    for (const node of graph.nodes) {
      chooseNode(node);
      shown.push(document.querySelector('#details h2 bdi').textContent);
      linesOf(node.edges).forEach(chooseLine);
    }
    show('map');
    show('list');
    document.querySelectorAll('#filters input').forEach(input => { if (input.type === 'checkbox' && !input.checked) input.click(); });
    tellGraph(graph);
    document.querySelectorAll('#details button').forEach(button => { if (/more$/.test(button.textContent)) button.click(); });
    return shown;
  });
  const found = await page.evaluate(() => ({
    ran: window.ran, links: [...document.querySelectorAll('a')].map(link => link.protocol), markup: document.querySelectorAll('b, img, iframe, p0').length,
    title: document.body.textContent.includes('A link that is none'),
  }));
  assert.deepStrictEqual([found.ran, found.markup, found.title], [undefined, 0, true]);
  assert(found.links.length > 0 && found.links.every(protocol => protocol === 'https:'), found.links.join(' '));
  const svgText = (await (async () => { await page.click('#tab-graph'); return saved(page, '#save-svg'); })()).toString();
  const parsed = await page.evaluate(picture => new DOMParser().parseFromString(picture, 'image/svg+xml').querySelector('parsererror')?.textContent, svgText);
  assert.strictEqual(parsed, undefined, 'the picture is XML');
  // The policy holds what comes in by other ways: neither an element nor an attribute runs, nothing is fetched.
  const held = await browser.newPage();
  const refused = [];
  held.on('console', message => refused.push(message.text()));
  const server = net.createServer(() => wrong.push('something was fetched'));
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  await held.goto(pathToFileURL(path.resolve(file)).href);
  await held.evaluate(port => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = 1';
    const image = document.createElement('div');
    image.innerHTML = `<img src="http://127.0.0.1:${port}/x.png" onerror="window.ran = 2">`;
    document.body.append(script, image);
    fetch(`http://127.0.0.1:${port}/data`).catch(() => {});
  }, server.address().port);
  await held.waitForTimeout(500);
  server.close();
  assert.strictEqual(await held.evaluate(() => window.ran), undefined, 'what is put in does not run');
  assert(refused.length >= 3, refused.join('\n'));
  return { names };
}

/** Frames a second while something is dragged in a circle. */
async function frames(page, { x, y }, ms = 3000) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    window.times = [];
    const frame = time => { if (window.times) { window.times.push(time); requestAnimationFrame(frame); } };
    requestAnimationFrame(frame);
  });
  const start = Date.now();
  for (let step = 0; Date.now() - start < ms; step += 1) await page.mouse.move(x + 120 * Math.sin(step / 9), y + 80 * (1 - Math.cos(step / 9)));
  const times = await page.evaluate(() => { const found = window.times; window.times = null; return found; });
  await page.mouse.up();
  return Number((1000 * (times.length - 1) / (times[times.length - 1] - times[0])).toFixed(1));
}

/** Confirms one edge, rejects another, takes two nodes for one and links a third, by keyboard; the table that is saved. */
async function decide(browser, wrong) {
  const { page } = await open(browser, wrong);
  assert(!await page.locator('#save-decisions').isVisible(), 'nothing is decided');
  const chosen = await page.evaluate(() => {
    const events = graph.edges.filter(edge => edge.kind.isEvent);
    const people = graph.nodes.filter(node => node.type === 'Person' && node.edges.length);
    return { confirmed: events[0].id, rejected: events[1].id, one: people[0].id, other: people[1].id, otherName: people[1].name, linked: people[2].id };
  });
  const press = async locator => { await locator.focus(); await page.keyboard.press('Enter'); };
  const claimOf = async id => {
    await page.evaluate(id => chooseLine(linesOf([graph.edges.find(edge => edge.id === id)])[0]), id);
    return page.locator('#details .claim').filter({ hasText: id });
  };
  await press((await claimOf(chosen.confirmed)).getByRole('button', { name: 'Confirm' }));
  const claim = await claimOf(chosen.rejected);
  await press(claim.getByRole('button', { name: 'Confirm' }));
  await press(claim.getByRole('button', { name: 'Reject' }));
  const pressed = name => claim.getByRole('button', { name }).getAttribute('aria-pressed');
  assert.deepStrictEqual([await pressed('Confirm'), await pressed('Reject')], ['false', 'true']);
  const who = async id => {
    await page.evaluate(id => chooseNode(graph.nodes.find(node => node.id === id)), id);
    await press(page.locator('#details details.decide summary'));
  };
  await who(chosen.one);
  await page.getByLabel('Same as', { exact: true }).fill(chosen.otherName);
  await press(page.locator('#details details.decide button').filter({ hasText: chosen.other }));
  await who(chosen.linked);
  await page.getByLabel('Wikidata item').fill('berlin');
  await press(page.getByRole('button', { name: 'Link', exact: true }));
  assert.strictEqual(await text(page, '#save-decisions'), '3 decisions', 'no item, no decision');
  await page.getByLabel('Wikidata item').fill('q64');
  await press(page.getByRole('button', { name: 'Link', exact: true }));
  assert.strictEqual(await text(page, '#save-decisions'), '4 decisions');
  await press(page.getByRole('button', { name: 'Linked to Q64' }));
  await press(page.getByRole('button', { name: 'Linked to Q64' }));
  return { ...chosen, table: (await saved(page, '#save-decisions')).toString() };
}

async function large(browser, wrong) {
  const { page, took } = await open(browser, wrong);
  const first = Number(await page.evaluate(() => document.documentElement.dataset.ready));
  const framesOfNode = await frames(page, await spot(page, 'node'));
  const start = Date.now();
  if (await page.locator('#all').isVisible()) {
    await page.click('#all');
    await page.waitForFunction(() => byId('all').hidden, null, { timeout: 240000 });
  }
  const all = await page.evaluate(() => drawing.cy.nodes().length), msToAll = Date.now() - start;
  await page.waitForTimeout(500);
  const box = await page.locator('#canvas').boundingBox();
  const framesOfWhole = await frames(page, { x: box.x + 60, y: box.y + 60 });
  return { msToFirst: took, first, framesOfNode, msToAll, all, framesOfWhole };
}

async function pictures(browser, wrong) {
  const into = path.dirname(path.resolve(file));
  const { page } = await open(browser, wrong, { viewport: { width: 1280, height: 760 } });
  await page.evaluate(() => chooseNode(graph.nodes.find(node => node.name === 'Xi Jinping')));
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(into, 'viewer.png') });
  await page.click('#tab-map');
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(into, 'viewer-map.png') });
  const dark = (await open(browser, wrong, { colorScheme: 'dark', viewport: { width: 1280, height: 760 } })).page;
  await dark.screenshot({ path: path.join(into, 'viewer-dark.png') });
  return {};
}

async function main() {
  const args = ['--no-sandbox', '--disable-gpu'];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
  const wrong = [];
  try {
    const found = await { use, hostile, decide, large, pictures }[check](browser, wrong);
    assert.deepStrictEqual(wrong, []);
    console.log(JSON.stringify(found));
  } finally {
    await browser.close();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
