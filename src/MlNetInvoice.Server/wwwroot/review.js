// The review: one number after another, by keyboard. Decisions are kept in this browser until the service has them, so none is lost whatever stops in between.
import { get, send, download } from './api.js';
import { applyLanguage, onLanguage, percent, reasonText, switchLanguage, text } from './text.js';

const byId = (id) => document.getElementById(id);
const letterCount = 2, fieldCount = 10, ahead = 4;
const queue = []; // numbers in hand that are not shown yet; their pictures load already
const decided = new Map(); // what was decided here, newest last: for taking back, and so that a late answer does not bring it again
const skipTexts = { unreadable: 'skipUnreadable', noNumber: 'skipNoNumber', notAnInvoice: 'skipNotAnInvoice', other: 'skipOther' };
let current = null, lease = sessionStorage.getItem('review.lease'), reviewer = localStorage.getItem('review.name'), counts = null;
let polling, claiming = false, sending = false, isDone = false, isAway = false;

// --- What waits to be sent, in order.
const outboxName = () => `review.outbox.${lease}`;
const outbox = { get items() { return JSON.parse(localStorage.getItem(outboxName()) ?? '[]'); }, set items(value) { value.length ? localStorage.setItem(outboxName(), JSON.stringify(value)) : localStorage.removeItem(outboxName()); } };

function enqueue(operation) {
  outbox.items = [...outbox.items, operation];
  flush();
}

async function flush() {
  if (sending) return;
  sending = true;
  for (let items = outbox.items; items.length > 0; items = outbox.items) {
    const { kind, id, body } = items[0];
    try {
      const path = `v1/reviews/${encodeURIComponent(id)}/decision`;
      await (kind === 'undo' ? send(`${path}?lease=${lease}`, undefined, { method: 'DELETE' }) : send(path, JSON.stringify({ lease, ...body }), { method: 'PUT' }));
      if (decided.has(id)) decided.get(id).state = 'saved';
      away(false);
    } catch (fault) {
      if (fault.isOffline || fault.status >= 500 || fault.status === 401) {
        away(true);
        await new Promise((resolve) => setTimeout(resolve, 500));
        continue;
      }
      if (decided.has(id)) Object.assign(decided.get(id), { state: 'refused', fault: fault.code });
    }
    outbox.items = outbox.items.slice(1);
    showRecent();
  }
  sending = false;
  showCounts();
  // The counts are those after the last decision.
  claim();
}

function away(is) {
  isAway = is;
  showStatus();
}

// --- What is in hand.
async function claim() {
  if (claiming || !reviewer || queue.length >= ahead) return;
  claiming = true;
  try {
    const count = Math.min(50, outbox.items.length + ahead + 1);
    const hand = await (await send('v1/reviews:claim', JSON.stringify({ reviewer, lease, count }))).json();
    if (!lease) {
      lease = hand.lease;
      sessionStorage.setItem('review.lease', lease);
    }
    counts = hand.counts;
    const known = new Set([...queue.map((item) => item.id), current?.id, ...decided.keys()]);
    for (const item of hand.items) if (!known.has(item.id)) queue.push({ ...item, bitmap: item.hasPicture ? pictureOf(item) : null });
    isDone = queue.length === 0 && !current;
    away(false);
    if (!current) next();
  } catch (fault) {
    if (fault.isOffline || fault.status >= 500) away(true);
    else byId('status').textContent = fault.status === 404 ? text('reviewOff') : fault.message;
    if (fault.status === 404) return;
  }
  claiming = false;
  showCounts();
  clearTimeout(polling);
  if (!current) polling = setTimeout(claim, isAway ? 500 : 4000);
}

const pictureOf = async (item) => {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return await createImageBitmap(await (await get(`v1/reviews/${encodeURIComponent(item.id)}/picture`)).blob());
    } catch (fault) {
      if (!fault.isOffline) return null;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return null;
};

function next() {
  current = queue.shift() ?? null;
  isDone = !current;
  show();
  claim();
}

// --- The number on the screen.
const inputs = Array.from({ length: fieldCount }, (_, index) => {
  const cell = document.createElement('div'), input = document.createElement('input'), second = document.createElement('span');
  cell.className = 'cell' + (index === letterCount ? ' gap' : '');
  second.className = 'second';
  Object.assign(input, { type: 'text', autocomplete: 'off', spellcheck: false, inputMode: index < letterCount ? 'text' : 'numeric' });
  input.setAttribute('autocapitalize', 'characters');
  cell.append(input, second);
  byId('fields').append(cell);
  input.addEventListener('focus', () => { input.select(); draw(); });
  input.addEventListener('input', () => typed(index));
  return Object.assign(input, { second, cell });
});

const glyphAt = (index) => current?.glyphs[index - letterCount];

function guesses() {
  const guess = current.number ?? current.guess ?? '';
  const letters = /^[A-Z]{2}-/.test(guess) ? guess.slice(0, letterCount) : '';
  return [letters[0] ?? '', letters[1] ?? '', ...Array.from({ length: 8 }, (_, i) => guess.slice(-8)[guess.length >= 8 ? i : 99] ?? glyphAt(i + letterCount)?.digit ?? '')];
}

function show() {
  byId('card').hidden = !current;
  byId('card').dataset.file = current?.file ?? '';
  showStatus();
  if (!current) return;
  const values = current.typed ?? guesses();
  inputs.forEach((input, index) => {
    input.value = values[index];
    mark(index);
  });
  byId('problem').textContent = '';
  byId('other').hidden = !current.otherGuess;
  byId('take-other').textContent = current.otherGuess ?? '';
  byId('no-picture').hidden = current.hasPicture;
  byId('crop').hidden = !current.hasPicture;
  describe();
  (inputs[leastSure()] ?? inputs[0]).focus();
  inputs.find((input) => input === document.activeElement)?.select();
  draw();
}

// Where the eyes are wanted first: an empty place, else the digit that is least sure.
function leastSure() {
  const empty = inputs.findIndex((input, index) => index >= letterCount && input.value === '');
  if (empty >= 0) return empty;
  const scores = inputs.map((_, index) => glyphAt(index)?.score ?? 2);
  return scores.indexOf(Math.min(...scores));
}

function mark(index) {
  const input = inputs[index], glyph = glyphAt(index), first = guesses()[index];
  input.cell.classList.toggle('changed', input.value !== first);
  input.cell.classList.toggle('doubt', Boolean(glyph && glyph.score < 0.98));
  input.second.textContent = glyph?.second ? `${glyph.second} ${percent(glyph.secondScore)}` : '';
  input.setAttribute('aria-label', index < letterCount ? text('reviewLetter', index + 1)
    : text('reviewDigit', index - letterCount + 1, glyph ? text('reviewFirst', glyph.digit, percent(glyph.score)) : '', glyph?.second ? text('reviewSecond', glyph.second, percent(glyph.secondScore)) : ''));
}

function describe() {
  byId('crop').setAttribute('aria-label', text('reviewCrop', current.guess ?? '—'));
  const parts = [text('reviewWhy')[current.why], current.guess ? text('confidence', percent(current.confidence)) : '', reasonText(current.reasonCode) ?? current.reason, current.file ?? ''];
  byId('about').replaceChildren(...parts.filter(Boolean).map((part, index) => Object.assign(document.createElement('span'), { textContent: part, className: index === 0 ? 'badge rejected' : '' })));
}

async function draw() {
  const item = current, canvas = byId('crop'), pen = canvas.getContext('2d');
  const bitmap = await item?.bitmap;
  if (!item || item !== current || !bitmap) {
    if (item === current) pen.clearRect(0, 0, canvas.width, canvas.height);
    return;
  }
  pen.resetTransform();
  pen.clearRect(0, 0, canvas.width, canvas.height);
  if (!item.box) {
    const scale = Math.min(canvas.width / bitmap.width, canvas.height / bitmap.height);
    pen.drawImage(bitmap, (canvas.width - bitmap.width * scale) / 2, (canvas.height - bitmap.height * scale) / 2, bitmap.width * scale, bitmap.height * scale);
    return;
  }
  // Upright, with room for the letters before the digits.
  const [a, b, c, d] = item.box, middle = [0, 1].map((k) => (a[k] + b[k] + c[k] + d[k]) / 4);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1, height = Math.hypot(d[0] - a[0], d[1] - a[1]) || 1;
  const scale = Math.min(canvas.width * 0.62 / length, canvas.height * 0.6 / height);
  pen.translate(canvas.width * 0.6, canvas.height / 2);
  pen.scale(scale, scale);
  pen.rotate(-Math.atan2(b[1] - a[1], b[0] - a[0]));
  pen.translate(-middle[0], -middle[1]);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0);
  const box = glyphAt(inputs.indexOf(document.activeElement))?.box;
  if (box) {
    pen.lineWidth = 4 / scale;
    pen.strokeStyle = '#e0642f';
    pen.beginPath();
    for (const [x, y] of box) pen.lineTo(x, y);
    pen.closePath();
    pen.stroke();
  }
}

// --- Keys.
const plain = (sign) => sign.normalize('NFKC').toUpperCase();

function typed(index) {
  const input = inputs[index], signs = [...plain(input.value)].filter((sign) => /[A-Z0-9]/.test(sign));
  if (signs.length > 1 && fill(signs.join(''))) return;
  const sign = signs.at(-1) ?? '', fits = index < letterCount ? /^[A-Z]?$/ : /^[0-9]?$/;
  input.value = fits.test(sign) ? sign : '';
  mark(index);
  if (input.value) go(index + 1);
}

// A whole number at once, pasted or taken from another source.
function fill(number) {
  const match = /^([A-Z]{2})?(\d{8})$/.exec(number.replace('-', ''));
  if (!match) return false;
  [...(match[1] ?? '  '), ...match[2]].forEach((sign, index) => {
    if (sign !== ' ') inputs[index].value = sign;
    mark(index);
  });
  go(fieldCount - 1);
  return true;
}

const go = (index) => inputs[Math.max(0, Math.min(fieldCount - 1, index))].focus();

byId('fields').addEventListener('keydown', (event) => {
  const index = inputs.indexOf(event.target), glyph = glyphAt(index);
  const action = {
    ArrowLeft: () => go(index - 1), ArrowRight: () => go(index + 1), Home: () => go(0), End: () => go(fieldCount - 1), Enter: confirm, Escape: skip,
    ArrowUp: () => choose(glyph?.digit), ArrowDown: () => choose(glyph?.second),
    Backspace: () => { if (inputs[index].value === '') go(index - 1); inputs[inputs.indexOf(document.activeElement)].value = ''; mark(inputs.indexOf(document.activeElement)); },
  }[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  event.preventDefault();
  action();
  function choose(digit) {
    if (!digit) return;
    inputs[index].value = digit;
    inputs[index].select();
    mark(index);
  }
});

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !document.querySelector('dialog[open]')) {
    event.preventDefault();
    undo();
  }
});

// --- Deciding.
function confirm() {
  const values = inputs.map((input) => input.value), letters = values.slice(0, letterCount).join(''), digits = values.slice(letterCount).join('');
  if (digits.length < 8 || letters.length === 1) {
    byId('problem').textContent = text(digits.length < 8 ? 'reviewMissingDigits' : 'reviewMissingLetter');
    inputs.find((input, index) => input.value === '' && (digits.length < 8) === (index >= letterCount))?.focus();
    return;
  }
  decide({ number: letters ? `${letters}-${digits}` : digits });
}

function decide(body) {
  const item = { ...current, typed: inputs.map((input) => input.value) };
  decided.set(item.id, { item, body, state: 'sending' });
  const old = [...decided.values()].at(-20)?.item;
  if (old) old.bitmap = null;
  enqueue({ kind: 'decide', id: item.id, body });
  next();
  showRecent();
}

function skip() {
  const dialog = byId('skip-dialog');
  dialog.returnValue = '';
  dialog.showModal();
  dialog.querySelector('button').focus();
}

byId('skip-dialog').addEventListener('keydown', (event) => {
  const button = byId('skip-dialog').querySelectorAll('button')['1234'.indexOf(event.key)];
  if ('1234'.includes(event.key) && button) {
    event.preventDefault();
    button.click();
  }
});
byId('skip-dialog').addEventListener('close', () => {
  const reason = byId('skip-dialog').returnValue;
  if (reason && current) decide({ skip: reason });
  else inputs[leastSure()]?.focus();
});

function undo() {
  const [id, last] = [...decided].at(-1) ?? [];
  if (!id || last.state === 'refused') return;
  decided.delete(id);
  enqueue({ kind: 'undo', id });
  if (current) queue.unshift(current);
  current = last.item;
  current.bitmap ??= current.hasPicture ? pictureOf(current) : null;
  show();
  showRecent();
}

// Who leaves gives back what they have in hand. A page that is only loaded anew takes the same again.
addEventListener('pagehide', () => {
  if (lease && outbox.items.length === 0) send('v1/reviews:release', JSON.stringify({ lease }), { keepalive: true }).catch(() => null);
});

// --- Words around it.
function showStatus() {
  byId('status').textContent = isAway ? text('reviewAway') : !reviewer ? '' : isDone && !current ? text('reviewDone') : '';
}

function showCounts() {
  const waiting = outbox.items.length;
  byId('counts').textContent = counts ? text('reviewCounts', { ...counts, claimed: counts.claimed }) : '';
  byId('saved').textContent = waiting > 0 ? text('reviewWaiting', waiting) : decided.size > 0 ? text('reviewSaved', decided.size) : '';
  byId('undo').disabled = decided.size === 0;
  // Where nothing is left to review, the last decision can still be taken back without a keyboard.
  byId('undo-last').hidden = Boolean(current) || decided.size === 0;
}

function showRecent() {
  byId('recent').replaceChildren(...[...decided.values()].slice(-6).reverse().map(({ item, body, state, fault }) => {
    const line = document.createElement('li'), changed = body.number && body.number !== item.guess;
    const said = body.number ? `${changed && item.guess ? item.guess + ' → ' : ''}${body.number}` : text(skipTexts[body.skip]);
    line.append(Object.assign(document.createElement('b'), { textContent: said }), ` ${item.file ?? ''} `);
    line.append(Object.assign(document.createElement('span'), { className: 'fine', textContent: state === 'refused' ? reasonText(fault) ?? text('reviewRefused') : text(state === 'saved' ? 'reviewStored' : 'reviewSending') }));
    return line;
  }));
  showCounts();
}

byId('confirm').addEventListener('click', confirm);
byId('skip').addEventListener('click', skip);
for (const id of ['undo', 'undo-last']) byId(id).addEventListener('click', undo);
byId('take-other').addEventListener('click', () => fill(current.otherGuess));
byId('language').addEventListener('click', switchLanguage);
for (const button of document.querySelectorAll('[data-export]')) {
  button.addEventListener('click', async () => {
    const format = button.dataset.export;
    try {
      const response = await get(`v1/reviews/export?format=${format}`);
      download(await response.blob(), /filename=([^;]+)/.exec(response.headers.get('Content-Disposition'))?.[1] ?? `reviews.${format}`);
    } catch (fault) {
      byId('status').textContent = fault.message;
    }
  });
}
onLanguage(() => {
  document.title = `${text('reviewTitle')} – MlNetInvoice`;
  byId('reviewer-name').textContent = reviewer ?? '';
  if (current) {
    inputs.forEach((_, index) => mark(index));
    describe();
  }
  showStatus();
  showRecent();
});
applyLanguage();

// What an earlier visit could not send.
for (const name of Object.keys(localStorage).filter((entry) => entry.startsWith('review.outbox.') && entry !== outboxName())) {
  const former = name.slice('review.outbox.'.length);
  for (const { kind, id, body } of JSON.parse(localStorage.getItem(name))) {
    const path = `v1/reviews/${encodeURIComponent(id)}/decision`;
    await (kind === 'undo' ? send(`${path}?lease=${former}`, undefined, { method: 'DELETE' }) : send(path, JSON.stringify({ lease: former, ...body }), { method: 'PUT' })).catch(() => null);
  }
  localStorage.removeItem(name);
}

async function begin() {
  if (!reviewer) {
    byId('name-dialog').showModal();
    await new Promise((resolve) => byId('name-dialog').addEventListener('close', resolve, { once: true }));
    reviewer = byId('name').value.trim() || null;
    if (!reviewer) return begin();
    localStorage.setItem('review.name', reviewer);
    byId('reviewer-name').textContent = reviewer;
  }
  if (lease) flush();
  claim();
}
begin();
