// Pictures of pages: drawn with the boxes of what was read, cut into glyphs, made smaller.
const colours = { read: '#1fa463', partial: '#d9b400', rejected: '#e08a1e' };

// What is shown of a record: a number without its letters must not look as sure as a whole one.
export const stateOf = (record) => record.status === 'read' && !record.complete ? 'partial' : record.status;

// The fields of an invoice that were read, in the order of the answer.
export const fieldsOf = (record) => Object.entries(record.record ?? {}).filter(([name, field]) => field?.sources && name !== 'items').map(([name, field]) => ({ name, ...field }));

// A canvas of a page, at most so many pixels long, with the boxes. A view is a bitmap or a page of text, and how many of its pixels a unit of the readings' places is.
export function drawn(view, records, longest, label) {
  const canvas = document.createElement('canvas');
  const fit = Math.min(view.text ? 2 : 1, longest / Math.max(view.width, view.height));
  canvas.width = Math.max(1, Math.round(view.width * fit));
  canvas.height = Math.max(1, Math.round(view.height * fit));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  const pen = canvas.getContext('2d'), scale = fit * view.unit;
  if (view.bitmap) pen.drawImage(view.bitmap, 0, 0, canvas.width, canvas.height);
  else write(pen, canvas, view.text, scale);
  // On a phone the canvas is shown at a third of its size: lines must be seen there, too.
  const line = Math.max(2, Math.max(canvas.width, canvas.height) / 200);
  for (const record of records) {
    // Where the fields stand, the codes among them, in thin blue lines.
    for (const field of fieldsOf(record)) if (field.place && field.name !== 'number') outline(pen, field.place, scale, '#2d7ff0', line / 2);
    if (!record.box) continue;
    const colour = colours[stateOf(record)] ?? '#888';
    for (const glyph of record.glyphs) outline(pen, glyph.box, scale, colour, line / 3, false);
    outline(pen, record.box, scale, colour, line);
  }
  return canvas;
}

// A line with a light rim, so that it is seen on dark and on coloured paper.
export function outline(pen, corners, scale, colour, width, hasRim = true) {
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(x * scale, y * scale);
  pen.closePath();
  pen.lineJoin = 'round';
  for (const [stroke, lineWidth] of [...(hasRim ? [['#fffa', width * 1.6]] : []), [colour, width]]) {
    pen.strokeStyle = stroke;
    pen.lineWidth = lineWidth;
    pen.stroke();
  }
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

// The glyph turned upright: the quad's upper and left sides become the axes.
export function cutOut(bitmap, [a, b, , d]) {
  const width = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const height = Math.hypot(d[0] - a[0], d[1] - a[1]) || 1;
  const canvas = document.createElement('canvas');
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

// A bitmap as JPEG with at most so many pixels on its longer side.
export function toJpeg(bitmap, longest, quality = 0.85) {
  const fit = Math.min(1, longest / Math.max(bitmap.width, bitmap.height)), canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * fit));
  canvas.height = Math.max(1, Math.round(bitmap.height * fit));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

// A number with what stands around it (all of the picture where it has no place), for a reviewer to see: base64, and where in the picture it was cut out, in the pixels of the readings' places.
export async function surroundings(view, box) {
  const [width, height] = [view.width / view.unit, view.height / view.unit], between = (value, low, high) => Math.min(Math.max(value, low), high);
  let [left, top, right, bottom] = [0, 0, width, height];
  if (box) {
    // The letters stand before the digits and are often set apart: on that side there is more.
    const [a, b, , d] = box, corners = [[-0.6, -1.2], [1.25, -1.2], [1.25, 2.2], [-0.6, 2.2]]
      .map(([along, across]) => [a[0] + (b[0] - a[0]) * along + (d[0] - a[0]) * across, a[1] + (b[1] - a[1]) * along + (d[1] - a[1]) * across]);
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    [left, top] = [between(Math.floor(Math.min(...xs)), 0, width - 1), between(Math.floor(Math.min(...ys)), 0, height - 1)];
    [right, bottom] = [between(Math.ceil(Math.max(...xs)), left + 1, width), between(Math.ceil(Math.max(...ys)), top + 1, height)];
  }
  const scale = Math.min(1, view.unit, 1400 / Math.max(right - left, bottom - top)), canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor((right - left) * scale));
  canvas.height = Math.max(1, Math.floor((bottom - top) * scale));
  canvas.getContext('2d').drawImage(view.bitmap, left * view.unit, top * view.unit, (right - left) * view.unit, (bottom - top) * view.unit, 0, 0, canvas.width, canvas.height);
  const address = canvas.toDataURL(box ? 'image/png' : 'image/jpeg', 0.92);
  return { data: address.slice(address.indexOf(',') + 1), left, top, scale };
}

// What is larger than the service takes, made smaller: the picture as it is sent, and whether it is another than the file.
export async function fitting(file, bitmap, { maxBodyBytes, maxPixels }) {
  if (!bitmap || (file.size <= maxBodyBytes && bitmap.width * bitmap.height <= maxPixels)) return file;
  for (let longest = Math.max(bitmap.width, bitmap.height) * Math.min(1, Math.sqrt(maxPixels * 0.98 / (bitmap.width * bitmap.height))); longest > 300; longest *= 0.8) {
    const smaller = await toJpeg(bitmap, longest, 0.92);
    if (smaller && smaller.size <= maxBodyBytes) return smaller;
  }
  return file;
}
