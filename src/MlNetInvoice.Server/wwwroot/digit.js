// The second tab: a pad to draw on, and what each layer of LeNet-5 makes of the drawing.
import { leastSecond, onLanguage, percent, text, reasonText } from './text.js';
import { post } from './api.js';

const byId = (id) => document.getElementById(id);
const pad = byId('draw');
const pen = pad.getContext('2d', { willReadFrequently: true });
let answer = null;
let glyph = null;
let asking = false;
let again = false;
let last = null;

function erase() {
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, pad.width, pad.height);
  pen.strokeStyle = pen.fillStyle = '#111';
  pen.lineWidth = 22;
  pen.lineCap = pen.lineJoin = 'round';
}

function place(event) {
  const box = pad.getBoundingClientRect();
  return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height];
}

function stroke(from, to) {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}

pad.addEventListener('pointerdown', (event) => {
  pad.setPointerCapture(event.pointerId);
  last = place(event);
  stroke(last, last);
  ask();
});
pad.addEventListener('pointermove', (event) => {
  if (!last) return;
  for (const step of event.getCoalescedEvents?.() ?? [event]) {
    const next = place(step);
    stroke(last, next);
    last = next;
  }
  ask();
});
for (const kind of ['pointerup', 'pointercancel']) {
  pad.addEventListener(kind, () => {
    last = null;
    ask();
  });
}
pad.addEventListener('keydown', (event) => {
  if (/^[0-9]$/.test(event.key)) {
    erase();
    pen.font = '230px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(event.key, pad.width / 2, pad.height / 2 + 12);
    ask();
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    event.preventDefault();
    erase();
    ask();
  }
});
byId('erase').addEventListener('click', () => {
  erase();
  ask();
});

// One question at a time; strokes drawn meanwhile are asked about next.
async function ask() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  do {
    again = false;
    const picture = await new Promise((resolve) => pad.toBlob(resolve, 'image/png'));
    try {
      answer = await post('v1/digits?layers=true', picture);
      await render();
    } catch (fault) {
      byId('second').textContent = reasonText(fault.code) ?? fault.message;
    }
  } while (again);
  asking = false;
}

async function decode(data) {
  const image = new Image();
  image.src = data;
  await image.decode();
  return image;
}

async function render() {
  glyph = answer.input ? await decode(answer.input) : null;
  frame(null);
  byId('first').textContent = answer.digit ?? '–';
  byId('second').textContent = answer.runnerUp ? [percent(answer.score), ...(answer.runnerUpScore >= leastSecond ? [text('secondGuess', answer.runnerUp, percent(answer.runnerUpScore))] : [])].join(' · ') : '';
  byId('scores').replaceChildren(...answer.scores.map((score, digit) => {
    const row = document.createElement('li');
    const bar = document.createElement('meter');
    bar.value = score;
    bar.setAttribute('aria-label', String(digit));
    row.append(String(digit), bar, percent(score));
    return row;
  }));
  const images = await Promise.all((answer.layers ?? []).map((layer) => decode(layer.png)));
  byId('layers').replaceChildren(...(answer.layers ?? []).map((layer, index) => sheet(layer, images[index])));
}

function frame(box) {
  const canvas = byId('seen');
  const view = canvas.getContext('2d');
  view.imageSmoothingEnabled = false;
  view.fillStyle = '#000';
  view.fillRect(0, 0, canvas.width, canvas.height);
  if (glyph) view.drawImage(glyph, 0, 0, canvas.width, canvas.height);
  if (!box) return;
  const scale = canvas.width / 28;
  view.strokeStyle = '#ff9463';
  view.lineWidth = 3;
  view.strokeRect(box.x * scale, box.y * scale, box.size * scale, box.size * scale);
}

function sheet(layer, image) {
  const card = document.createElement('div');
  card.className = 'layer';
  const title = document.createElement('h3');
  const flat = layer.rows === 1 && layer.columns === 1;
  const note = document.createElement('span');
  note.textContent = flat ? text('units', layer.maps) : text('maps', layer.maps, layer.rows, layer.columns);
  title.append(layer.name + ' ', note);
  const maps = document.createElement('div');
  maps.className = 'maps';
  const zoom = flat ? 14 : Math.max(2, Math.min(6, Math.round(84 / layer.columns)));
  for (let map = 0; map < layer.maps; map++) {
    const canvas = document.createElement('canvas');
    canvas.width = layer.columns * zoom;
    canvas.height = layer.rows * zoom;
    const view = canvas.getContext('2d');
    view.imageSmoothingEnabled = false;
    view.drawImage(image, map * layer.columns, 0, layer.columns, layer.rows, 0, 0, canvas.width, canvas.height);
    canvas.addEventListener('pointermove', (event) => {
      const row = Math.min(layer.rows - 1, Math.floor(event.offsetY / zoom));
      const column = Math.min(layer.columns - 1, Math.floor(event.offsetX / zoom));
      canvas.title = text('unit', map + 1, row + 1, column + 1);
      frame(layer.field ? { x: layer.field.start + column * layer.field.step, y: layer.field.start + row * layer.field.step, size: layer.field.size } : { x: 0, y: 0, size: 28 });
    });
    canvas.addEventListener('pointerleave', () => frame(null));
    maps.append(canvas);
  }
  card.append(title, maps);
  return card;
}

erase();
frame(null);
onLanguage(() => answer && render());
