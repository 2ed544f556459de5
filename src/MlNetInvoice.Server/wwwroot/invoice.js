// The first tab: pictures in, numbers out, with the boxes drawn over each picture.
import { onLanguage, percent, reasonText, text } from './text.js';
import { post, send } from './api.js';

const byId = (id) => document.getElementById(id);
const colours = { read: '#1fa463', partial: '#d9b400', rejected: '#e08a1e' };
const items = [];
const waiting = [];
let active = 0;

function take(files) {
  for (const file of files) {
    const item = { file, records: null, fault: null, element: document.createElement('li') };
    item.element.className = 'result';
    item.element.setAttribute('aria-busy', 'true');
    items.push(item);
    waiting.push(item);
    byId('results').prepend(item.element);
    render(item);
  }
  pump();
}

// Two at a time keep every core of a small service busy without filling its queue.
async function pump() {
  update();
  while (active < 2 && waiting.length > 0) {
    const item = waiting.shift();
    active++;
    read(item).finally(() => {
      active--;
      pump();
    });
  }
}

async function read(item) {
  item.bitmap = await createImageBitmap(item.file).catch(() => null);
  item.pages = new Map();
  try {
    item.records = await post('v1/readings?all=true&fields=true&name=' + encodeURIComponent(item.file.name), item.file, { onBusy: () => { byId('status').textContent = text('busy'); } });
  } catch (fault) {
    item.fault = fault;
  }
  item.element.removeAttribute('aria-busy');
  render(item);
  await show(item);
}

// What the browser cannot show (HEIC, TIFF, PDF, files of an archive), the service shows, page by page.
async function show(item) {
  for (const [name, records] of pagesOf(item)) {
    if (records[0].status === 'invalid' || (item.bitmap && name === item.file.name)) continue;
    const place = /^(?:\/(.*?))?(?:#(\d+))?$/s.exec(name.slice(item.file.name.length));
    const query = new URLSearchParams({ page: place?.[2] ?? 1, ...(place?.[1] ? { entry: place[1] } : {}) });
    const response = await send('v1/previews?' + query, item.file).catch(() => null);
    if (!response) continue;
    const width = Number(response.headers.get('X-Page-Width'));
    item.pages.set(name, response.headers.get('Content-Type').includes('json')
      ? { width, text: await response.json() }
      : { width, bitmap: await createImageBitmap(await response.blob()).catch(() => null) });
    render(item);
  }
}

// The records of a file by the page that they are of, in order.
function pagesOf(item) {
  const pages = new Map();
  for (const record of item.records ?? []) {
    const name = record.file ?? item.file.name;
    pages.set(name, [...(pages.get(name) ?? []), record]);
  }
  return pages;
}

// The picture of a page and how many pixels of it a unit of the readings' places is.
function viewOf(item, name) {
  const page = item.pages?.get(name);
  if (page?.text) return { text: page.text, width: page.text.width, height: page.text.height, unit: 1 };
  const bitmap = page?.bitmap ?? (name === item.file.name ? item.bitmap : null);
  return bitmap ? { bitmap, width: bitmap.width, height: bitmap.height, unit: page?.width ? bitmap.width / page.width : 1 } : null;
}

// What is shown of a record: a number without its letters must not look as sure as a whole one.
const stateOf = (record) => record.status === 'read' && !record.complete ? 'partial' : record.status;
const statusOf = (item) => item.fault ? 'invalid' : item.records?.length ? stateOf(item.records[0]) : undefined;

function update() {
  const open = waiting.length + active;
  const counts = { read: 0, partial: 0, rejected: 0, notFound: 0, invalid: 0 };
  for (const item of items) if (statusOf(item)) counts[statusOf(item)]++;
  byId('toolbar').hidden = items.length === 0;
  byId('progress').value = items.length ? (items.length - open) / items.length : 0;
  byId('counts').textContent = text('counts', counts);
  byId('csv').disabled = open > 0;
  byId('status').textContent = items.length === 0 ? '' : open > 0 ? text('working', open) : text('done');
}

function element(name, className, content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (content !== undefined) made.textContent = content;
  return made;
}

function render(item) {
  const pages = pagesOf(item);
  if (pages.size === 0) pages.set(item.file.name, []);
  item.element.replaceChildren(...[...pages].flatMap(([name, records]) => [picture(item, name, records), words(item, name, records)]));
}

function picture(item, name, records) {
  const frame = element('div', 'picture');
  const view = viewOf(item, name);
  if (!view) return frame;
  const canvas = element('canvas');
  const fit = Math.min(view.text ? 2 : 1, 1000 / Math.max(view.width, view.height));
  const scale = fit * view.unit;
  canvas.width = Math.round(view.width * fit);
  canvas.height = Math.round(view.height * fit);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name);
  const pen = canvas.getContext('2d');
  if (view.bitmap) pen.drawImage(view.bitmap, 0, 0, canvas.width, canvas.height);
  else write(pen, canvas, view.text, scale);
  for (const record of records) {
    if (!record.box) continue;
    pen.strokeStyle = colours[stateOf(record)] ?? '#888';
    pen.lineWidth = Math.max(1, canvas.width / 500);
    for (const glyph of record.glyphs) outline(pen, glyph.box, scale);
    pen.lineWidth = Math.max(2, canvas.width / 250);
    outline(pen, record.box, scale);
    // Where the fields stand, the codes among them, in thin blue lines.
    pen.strokeStyle = '#2d7ff0';
    pen.lineWidth = Math.max(1, canvas.width / 600);
    for (const field of fieldsOf(record)) if (field.place && field.name !== 'number') outline(pen, field.place, scale);
  }
  frame.append(canvas);
  return frame;
}

// A page of text, each word where it stands and as wide as there.
function write(pen, canvas, page, scale) {
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#222';
  for (const { text: word, box: [a, b, c, d] } of page.words) {
    pen.save();
    pen.translate(d[0] * scale, d[1] * scale);
    pen.rotate(Math.atan2(c[1] - d[1], c[0] - d[0]));
    pen.font = `${Math.hypot(d[0] - a[0], d[1] - a[1]) * scale / 0.72}px sans-serif`;
    pen.fillText(word, 0, 0, Math.max(1, Math.hypot(b[0] - a[0], b[1] - a[1]) * scale));
    pen.restore();
  }
}

// The fields of an invoice that were read, in the order of the answer.
function fieldsOf(record) {
  return Object.entries(record.record ?? {}).filter(([name, field]) => field?.sources && name !== 'items').map(([name, field]) => ({ name, ...field }));
}

function fields(record) {
  const list = element('dl', 'fields');
  for (const field of fieldsOf(record)) {
    if (field.name === 'number') continue;
    const value = field.name === 'buyer' && field.value === '00000000' ? '—' : String(field.value);
    const said = element('dd', '', value + ' ');
    said.append(element('small', 'source', `${field.sources.map((source) => text('sources')[source] ?? source).join(', ')} ${percent(field.confidence)}`));
    list.append(element('dt', '', text('fields')[field.name] ?? field.name), said);
  }
  return list;
}

function outline(pen, corners, scale) {
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(x * scale, y * scale);
  pen.closePath();
  pen.stroke();
}

function words(item, name, records) {
  const side = element('div');
  side.append(element('p', 'name', name));
  if (item.fault) {
    side.append(element('p', 'number', '—'), element('span', 'badge invalid', text('invalid')), element('p', 'reason', reasonText(item.fault.code) ?? item.fault.message));
  }
  for (const record of records) {
    const state = stateOf(record);
    side.append(element('p', 'number', record.number ?? '—'), element('span', 'badge ' + state, text(state)), ' ');
    if (record.status === 'read' || record.status === 'rejected') side.append(element('span', 'fine', text('confidence', percent(record.confidence))));
    if (record.bestGuess) side.append(element('p', 'reason', text('guess', record.bestGuess)));
    if (text('why')[state]) side.append(element('p', 'reason', text('why')[state]));
    if (record.reason && state !== 'partial') side.append(element('p', 'fine', reasonText(record.reasonCode) ?? record.reason));
    if (record.damaged) side.append(element('p', 'reason', text('damaged')));
    if (fieldsOf(record).length > 1) side.append(fields(record));
    if (record.glyphs.length > 0) side.append(glyphs(viewOf(item, name), record));
  }
  return side;
}

function glyphs(view, record) {
  const list = element('ol', 'glyphs');
  for (const glyph of record.glyphs) {
    const entry = element('li');
    entry.setAttribute('aria-label', text('glyph', glyph.digit, percent(glyph.score), glyph.runnerUp, percent(glyph.runnerUpScore)));
    if (view?.bitmap) entry.append(cutOut(view.bitmap, glyph.box.map(([x, y]) => [x * view.unit, y * view.unit])));
    entry.append(element('b', '', glyph.digit), element('small', '', percent(glyph.score)), element('small', '', `${glyph.runnerUp} ${percent(glyph.runnerUpScore)}`));
    list.append(entry);
  }
  return list;
}

// The glyph turned upright: the quad's upper and left sides become the axes.
function cutOut(bitmap, [a, b, , d]) {
  const width = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const height = Math.hypot(d[0] - a[0], d[1] - a[1]) || 1;
  const canvas = element('canvas');
  canvas.height = 80;
  canvas.width = Math.max(8, Math.round(80 * width / height));
  const pen = canvas.getContext('2d');
  const [ux, uy] = [(b[0] - a[0]) / canvas.width, (b[1] - a[1]) / canvas.width];
  const [vx, vy] = [(d[0] - a[0]) / canvas.height, (d[1] - a[1]) / canvas.height];
  const area = ux * vy - uy * vx || 1;
  pen.setTransform(vy / area, -uy / area, -vx / area, ux / area, (vx * a[1] - vy * a[0]) / area, (uy * a[0] - ux * a[1]) / area);
  pen.drawImage(bitmap, 0, 0);
  return canvas;
}

function downloadCsv() {
  const quote = (value) => /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  // A cell that begins like a formula is text, whatever a spreadsheet thinks.
  const safe = (value) => quote(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
  const rows = [['file', 'status', 'number', 'letters', 'digits', 'bestGuess', 'confidence', 'reason', 'complete', 'reasonCode']];
  for (const item of items) {
    for (const r of item.records ?? [{ status: 'invalid', reason: item.fault?.message, reasonCode: item.fault?.code }]) {
      rows.push([r.file ?? item.file.name, r.status, r.number, r.letters, r.digits, r.bestGuess, r.confidence, r.reason, r.complete ?? false, r.reasonCode].map((v) => safe(String(v ?? ''))));
    }
  }
  const link = element('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff' + rows.map((r) => r.join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }));
  link.download = 'invoices.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

byId('choose').addEventListener('click', () => byId('files').click());
byId('camera').addEventListener('click', () => byId('photo').click());
for (const id of ['files', 'photo']) {
  byId(id).addEventListener('change', (event) => {
    take(event.target.files);
    event.target.value = '';
  });
}
byId('csv').addEventListener('click', downloadCsv);
byId('clear').addEventListener('click', () => {
  waiting.length = 0;
  items.length = 0;
  byId('results').replaceChildren();
  update();
  byId('choose').focus();
});
document.addEventListener('paste', (event) => take([...event.clipboardData.files]));
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    byId('drop').classList.toggle('over', kind === 'dragover');
    if (kind === 'drop') take([...event.dataTransfer.files]);
  });
}
onLanguage(() => {
  update();
  items.forEach(render);
});
