// The first tab: pictures in, numbers out, with the boxes drawn over each picture. What was read stays in this browser.
import { leastSecond, onLanguage, percent, reasonText, text } from './text.js';
import { download, send } from './api.js';
import { cutOut, drawn, fieldsOf, fitting, stateOf, toJpeg } from './picture.js';
import { rowsOf, toCsv, toExcel, toJson } from './files.js';
import * as camera from './camera.js';
import * as corrections from './corrections.js';
import * as history from './history.js';

const byId = (id) => document.getElementById(id);
const items = [];
const waiting = [];
let active = 0;

const limits = fetch('page.json').then((response) => response.json()).catch(() => ({ maxBodyBytes: Infinity, maxPixels: Infinity }));

function add(item) {
  item.element = document.createElement('li');
  item.element.className = 'result';
  items.push(item);
  byId('results').prepend(item.element);
}

function take(files) {
  for (const file of files) {
    const item = { id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, time: Date.now() + items.length / 1000, name: file.name, file, records: null, fault: null, pages: new Map() };
    add(item);
    item.element.setAttribute('aria-busy', 'true');
    waiting.push(item);
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
  let bitmap = await createImageBitmap(item.file).catch(() => null);
  try {
    const sent = await fitting(item.file, bitmap, await limits);
    if (sent !== item.file) {
      item.wasShrunk = true;
      bitmap = await createImageBitmap(sent);
    }
    const answer = await send('v1/readings?all=true&fields=true&name=' + encodeURIComponent(item.name), sent, { onBusy: () => { byId('status').textContent = text('busy'); } });
    item.records = await answer.json();
    answer.headers.get('X-Review-Ids')?.split(',').forEach((id, index) => { if (item.records[index]) item.records[index].review = { id }; });
  } catch (fault) {
    item.fault = { message: fault.message, code: fault.code };
  }
  if (bitmap) item.pages.set(item.name, { width: bitmap.width, bitmap });
  item.element.removeAttribute('aria-busy');
  render(item);
  await show(item);
  item.file = null;
  await remember(item);
}

// What the browser cannot show (HEIC, TIFF, PDF, files of an archive), the service shows, page by page.
async function show(item) {
  for (const [name, records] of pagesOf(item)) {
    if (records.length === 0 || records[0].status === 'invalid' || item.pages.has(name)) continue;
    const place = /^(?:\/(.*?))?(?:#(\d+))?$/s.exec(name.slice(item.name.length));
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

// --- What stays in this browser: the answers, and the pictures made smaller.
async function remember(item) {
  if (!item.kept) {
    const kept = [];
    for (const [name, page] of item.pages) kept.push({ name, width: page.width, text: page.text, picture: page.bitmap ? await toJpeg(page.bitmap, 1200) : undefined });
    item.kept = kept;
  }
  if (items.includes(item)) await history.put({ id: item.id, time: item.time, name: item.name, records: item.records, fault: item.fault, wasShrunk: item.wasShrunk, pages: item.kept });
}

async function recall() {
  for (const { pages, ...kept } of await history.all()) {
    if (items.some((item) => item.id === kept.id)) continue;
    const item = { ...kept, kept: pages, pages: new Map() };
    for (const { name, width, text: words, picture } of pages) item.pages.set(name, { width, text: words, bitmap: picture ? await createImageBitmap(picture).catch(() => null) : null });
    add(item);
    render(item);
  }
  update();
  // What the service could not take when it was corrected.
  for (const item of [...items]) await tell(item);
}

// Corrections go to the review list, where the service has one.
async function tell(item) {
  for (const [name, records] of pagesOf(item)) {
    for (const record of records) {
      try {
        if (!await corrections.tell(record, viewOf(item, name))) continue;
        byId('status').textContent = text(record.corrected === undefined ? 'correctionBack' : 'correctionTold');
        await remember(item);
      } catch (fault) {
        byId('status').textContent = text('correctionKept', fault.message);
        // What somebody else has decided is not asked about again.
        if (fault.status) record.review.isOpen = false;
      }
    }
  }
}

// The records of a file by the page that they are of, in order.
function pagesOf(item) {
  const pages = new Map();
  for (const record of item.records ?? []) {
    const name = record.file ?? item.name;
    pages.set(name, [...(pages.get(name) ?? []), record]);
  }
  return pages;
}

// The picture of a page and how many pixels of it a unit of the readings' places is.
function viewOf(item, name) {
  const page = item.pages.get(name);
  if (page?.text) return { text: page.text, width: page.text.width, height: page.text.height, unit: 1 };
  return page?.bitmap ? { bitmap: page.bitmap, width: page.bitmap.width, height: page.bitmap.height, unit: page.width ? page.bitmap.width / page.width : 1 } : null;
}

const statusOf = (item) => item.fault ? 'invalid' : item.records?.length ? stateOf(item.records[0]) : undefined;

function update() {
  const open = waiting.length + active;
  const counts = { read: 0, partial: 0, rejected: 0, notFound: 0, invalid: 0 };
  for (const item of items) if (statusOf(item)) counts[statusOf(item)]++;
  byId('toolbar').hidden = items.length === 0;
  byId('progress').value = items.length ? (items.length - open) / items.length : 0;
  byId('progress').hidden = open === 0;
  byId('counts').textContent = text('counts', counts);
  for (const id of ['csv', 'excel', 'json']) byId(id).disabled = open > 0;
  byId('status').textContent = items.length === 0 ? '' : open > 0 ? text('working', open) : text('done');
}

function element(name, className, content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (content !== undefined) made.textContent = content;
  return made;
}

function button(className, content, label, act) {
  const made = element('button', className, content);
  made.type = 'button';
  made.setAttribute('aria-label', label);
  made.title = label;
  made.addEventListener('click', () => act(made));
  return made;
}

function render(item) {
  const pages = pagesOf(item);
  if (pages.size === 0) pages.set(item.name, []);
  item.element.replaceChildren(...[...pages].flatMap(([name, records], index) => [picture(item, name, records), words(item, name, records, index === 0)]));
}

function picture(item, name, records) {
  const frame = element('div', 'picture'), view = viewOf(item, name);
  if (!view) return frame;
  frame.append(drawn(view, records, 1000, name));
  frame.append(button('enlarge', '⤢', text('enlarge', name), () => enlarge(view, records, name)));
  frame.firstChild.addEventListener('click', () => enlarge(view, records, name));
  return frame;
}

// As large as it is, to be scrolled.
function enlarge(view, records, name) {
  byId('large-picture').replaceChildren(drawn(view, records, 2400, name));
  byId('large').showModal();
}

function words(item, name, records, isFirst) {
  const side = element('div', 'words'), head = element('div', 'head');
  head.append(element('p', 'name', name));
  if (isFirst) head.append(button('small', '✕', text('remove', name), () => forget(item)));
  side.append(head);
  if (item.wasShrunk) side.append(element('p', 'name', text('shrunk')));
  if (item.fault) {
    side.append(element('p', 'number', '—'), element('span', 'badge invalid', text('invalid')), element('p', 'reason', reasonText(item.fault.code) ?? item.fault.message));
  }
  const slips = element('div', records.length > 1 ? 'slips' : '');
  slips.append(...records.map((record) => slip(item, name, record)));
  side.append(slips);
  return side;
}

// One number with all that is known of it; several of one picture stand side by side.
function slip(item, name, record) {
  const side = element('div', 'slip'), state = stateOf(record), line = element('div', 'line');
  const number = record.corrected ?? record.number;
  line.append(element('p', 'number', number ?? '—'));
  if (number) line.append(button('small', text('copy'), text('copyNumber', number), (pressed) => copy(number, pressed)));
  if (record.status !== 'invalid') line.append(button('small', text('correct'), text('correctNumber', number ?? record.bestGuess ?? ''), () => correct(item, record, side)));
  side.append(line, element('span', 'badge ' + (record.corrected ? 'read' : state), text(record.corrected ? 'corrected' : state)), ' ');
  if (record.corrected && (record.number ?? record.bestGuess)) side.append(element('span', 'source', text('wasRead', record.number ?? record.bestGuess)));
  else if (record.status === 'read' || record.status === 'rejected') side.append(element('span', 'fine', text('confidence', percent(record.confidence))));
  if (!record.corrected) {
    if (record.bestGuess) side.append(element('p', 'reason', text('guess', record.bestGuess)));
    if (text('why')[state]) side.append(element('p', 'reason', text('why')[state]));
    if (record.reason && state !== 'partial') side.append(element('p', 'fine', reasonText(record.reasonCode) ?? record.reason));
  }
  if (record.damaged) side.append(element('p', 'reason', text('damaged')));
  if (fieldsOf(record).length > 1) side.append(fields(record));
  if (record.glyphs.length > 0) side.append(glyphs(viewOf(item, name), record));
  return side;
}

async function copy(number, pressed) {
  try {
    await navigator.clipboard.writeText(number);
  } catch {
    // Without a secure connection there is no clipboard: as in former times.
    const area = element('textarea');
    area.value = number;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  pressed.textContent = text('copied');
  byId('status').textContent = `${text('copied')} ${number}`;
  setTimeout(() => { pressed.textContent = text('copy'); }, 1500);
}

// A number that is wrong or lacks its letters, put right by hand.
function correct(item, record, side) {
  const form = element('form', 'correction'), input = element('input');
  input.value = record.corrected ?? record.number ?? record.bestGuess ?? '';
  input.setAttribute('aria-label', text('correction'));
  input.autocomplete = 'off';
  input.spellcheck = false;
  const save = element('button', 'primary', text('ok')), said = element('p', 'problem');
  said.setAttribute('role', 'alert');
  const note = element('p', 'fine');
  corrections.isOn().then((isOn) => { if (isOn) note.textContent = text('correctionGoes'); });
  form.append(input, save, button('', text('cancel'), text('cancel'), () => render(item)), said, note);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const match = /^([A-Z]{2})[- ]?(\d{8})$|^(\d{8})$/.exec(input.value.normalize('NFKC').trim().toUpperCase());
    if (!match && input.value.trim() !== '') {
      said.textContent = text('noNumber');
      input.focus();
      return;
    }
    const number = match ? match[3] ?? `${match[1]}-${match[2]}` : null;
    record.corrected = number && number !== record.number ? number : undefined;
    corrections.mark(record);
    render(item);
    remember(item).then(() => tell(item));
  });
  form.addEventListener('keydown', (event) => { if (event.key === 'Escape') render(item); });
  side.querySelector('.line').replaceWith(form);
  input.focus();
  input.select();
}

// A period is the Republic's year and the second of two months: 11310.
function shown({ name, value }) {
  const period = name === 'period' ? /^(\d+)(\d{2})$/.exec(value) : null;
  if (period) return text('period', Number(period[1]), Number(period[2]) - 1, Number(period[2]));
  return name === 'buyer' && value === '00000000' ? '—' : String(value);
}

function fields(record) {
  const list = element('dl', 'fields');
  for (const field of fieldsOf(record)) {
    if (field.name === 'number') continue;
    const value = shown(field);
    const said = element('dd', '', value + ' ');
    said.append(element('small', 'source', `${field.sources.map((source) => text('sources')[source] ?? source).join(', ')} ${percent(field.confidence)}`));
    list.append(element('dt', '', text('fields')[field.name] ?? field.name), said);
  }
  return list;
}

function glyphs(view, record) {
  const list = element('ol', 'glyphs');
  for (const glyph of record.glyphs) {
    const entry = element('li'), hasSecond = glyph.runnerUpScore >= leastSecond;
    entry.setAttribute('aria-label', text('glyph', glyph.digit, percent(glyph.score)) + (hasSecond ? text('glyphSecond', glyph.runnerUp, percent(glyph.runnerUpScore)) : ''));
    if (view?.bitmap) entry.append(cutOut(view.bitmap, glyph.box.map(([x, y]) => [x * view.unit, y * view.unit])));
    entry.append(element('b', '', glyph.digit), element('small', '', percent(glyph.score)));
    if (hasSecond) entry.append(element('small', 'second-guess', `${glyph.runnerUp} ${percent(glyph.runnerUpScore)}`));
    list.append(entry);
  }
  return list;
}

function forget(item) {
  items.splice(items.indexOf(item), 1);
  if (waiting.includes(item)) waiting.splice(waiting.indexOf(item), 1);
  item.element.remove();
  history.remove(item.id);
  update();
  (document.querySelector('.result .head button') ?? byId('choose')).focus();
}

async function shoot() {
  if (camera.isThere()) {
    try {
      const photo = await camera.shoot();
      if (photo) take([photo]);
      return;
    } catch {
      // No camera, or it is refused: the button takes a photo by other means.
    }
  }
  byId('photo').click();
}

byId('choose').addEventListener('click', () => byId('files').click());
byId('camera').addEventListener('click', shoot);
for (const id of ['files', 'photo']) {
  byId(id).addEventListener('change', (event) => {
    take(event.target.files);
    event.target.value = '';
  });
}
for (const sample of document.querySelectorAll('[data-sample]')) {
  sample.addEventListener('click', async () => {
    const response = await fetch(sample.dataset.sample).catch(() => null);
    if (response?.ok) take([new File([await response.blob()], sample.dataset.sample)]);
    else byId('status').textContent = text('offline');
  });
}
for (const [id, write, ending] of [['csv', toCsv, 'csv'], ['excel', toExcel, 'xlsx'], ['json', toJson, 'json']]) {
  byId(id).addEventListener('click', () => download(write(rowsOf(items, reasonText)), `invoices.${ending}`));
}
byId('clear').addEventListener('click', () => {
  waiting.length = 0;
  items.length = 0;
  byId('results').replaceChildren();
  history.clear();
  update();
  byId('choose').focus();
});
byId('large-close').addEventListener('click', () => byId('large').close());
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
recall();
