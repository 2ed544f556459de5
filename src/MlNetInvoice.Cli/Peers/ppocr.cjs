// PP-OCRv4 mobile (detection and recognition) by ONNX Runtime, for `mlnetinvoice score --peers`. One picture after the other comes in on the standard input as two
// little-endian 32-bit sizes (width, height) and 8-bit RGB; one line of JSON per picture goes out. Arguments: the folder of the npm packages, the longest side that detection sees (0: each picture is one line, and nothing is detected).
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const [folder, longestSide] = [process.argv[2], Number(process.argv[3])];
const ort = createRequire(path.join(folder, 'package.json'))('onnxruntime-node');
const assets = path.join(folder, 'node_modules', '@gutenye', 'ocr-models', 'assets');

// The values that PaddleOCR 2.7 has by default.
const MinProbability = 0.3;
const MinBoxScore = 0.6;
const UnclipRatio = 1.5;
const MinSide = 3;
const LineHeight = 48;
const MinLineWidth = 320;
const MinLineScore = 0.5;

main().catch(fault => {
  process.stderr.write(`${fault.stack}\n`);
  process.exitCode = 1;
});

async function main() {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3 };
  const detector = await ort.InferenceSession.create(path.join(assets, 'ch_PP-OCRv4_det_infer.onnx'), options);
  const recognizer = await ort.InferenceSession.create(path.join(assets, 'ch_PP-OCRv4_rec_infer.onnx'), options);
  const characters = ['', ...fs.readFileSync(path.join(assets, 'ppocr_keys_v1.txt'), 'utf8').trimEnd().split(/\r?\n/), ' '];
  for (let header; (header = readBytes(8)); ) {
    const [width, height] = [header.readInt32LE(0), header.readInt32LE(4)];
    const picture = { width, height, pixels: readBytes(width * height * 3) };
    const start = process.hrtime.bigint();
    const lines = [];
    const boxes = longestSide > 0 ? await detect(detector, picture) : [{ corners: [[0, 0], [width, 0], [width, height], [0, height]] }];
    for (const box of boxes) {
      const line = await recognize(recognizer, characters, picture, box);
      if (line.score >= MinLineScore) {
        lines.push({ text: line.text, score: line.score, quad: box.corners });
      }
    }

    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    fs.writeSync(1, `${JSON.stringify({ milliseconds, lines })}\n`);
  }
}

// Blocks: the pictures come one by one, and nothing else is to do meanwhile. Null: the input has ended.
function readBytes(count) {
  const bytes = Buffer.alloc(count);
  for (let got = 0; got < count; ) {
    let read;
    try {
      read = fs.readSync(0, bytes, got, count - got, null);
    } catch (fault) {
      if (fault.code === 'EAGAIN') {
        continue;
      }

      if (fault.code !== 'EOF') {
        throw fault;
      }

      read = 0;
    }

    if (read === 0) {
      return null;
    }

    got += read;
  }

  return bytes;
}

async function detect(session, picture) {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const width = Math.max(32, Math.round(picture.width * scale / 32) * 32);
  const height = Math.max(32, Math.round(picture.height * scale / 32) * 32);
  const [stepX, stepY] = [picture.width / width, picture.height / height];
  // Blue, green, red with the means of red, green, blue, as the model was trained.
  const input = sample(picture, { x: 0, y: 0 }, { x: stepX, y: 0 }, { x: 0, y: stepY }, width, height, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);
  const output = await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', input, [1, 3, height, width]) });
  const map = output[session.outputNames[0]].data;
  const boxes = [];
  for (const component of components(map, width, height)) {
    const box = smallestRectangle(hull(component.outline));
    if (Math.min(box.width, box.height) < MinSide || meanInside(map, width, height, box) < MinBoxScore) {
      continue;
    }

    const grow = box.width * box.height * UnclipRatio / (2 * (box.width + box.height));
    const grown = { ...box, width: box.width + 2 * grow, height: box.height + 2 * grow };
    if (Math.min(grown.width, grown.height) >= MinSide + 2) {
      boxes.push({ corners: order(corners(grown).map(p => [p[0] * stepX, p[1] * stepY])) });
    }
  }

  return boxes;
}

async function recognize(session, characters, picture, box) {
  let [a, b, , d] = box.corners;
  let [across, down] = [distance(a, b), distance(a, d)];
  if (down >= across * 1.5) {
    // Lines that stand upright are turned a quarter against the clock, as PaddleOCR does.
    [a, b, d] = [b, box.corners[2], a];
    [across, down] = [down, across];
  }

  const width = Math.max(1, Math.ceil(LineHeight * across / Math.max(down, 1)));
  const line = sample(
    picture, { x: a[0], y: a[1] }, { x: (b[0] - a[0]) / width, y: (b[1] - a[1]) / width },
    { x: (d[0] - a[0]) / LineHeight, y: (d[1] - a[1]) / LineHeight }, width, LineHeight, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);
  const padded = Math.max(width, MinLineWidth);
  const input = new Float32Array(3 * LineHeight * padded);
  for (let row = 0; row < 3 * LineHeight; row++) {
    input.set(line.subarray(row * width, (row + 1) * width), row * padded);
  }

  const output = (await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', input, [1, 3, LineHeight, padded]) }))[session.outputNames[0]];
  const [, steps, classes] = output.dims;
  let [text, sum, count, last] = ['', 0, 0, 0];
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let i = 1; i < classes; i++) {
      if (output.data[step * classes + i] > output.data[step * classes + best]) {
        best = i;
      }
    }

    if (best !== 0 && best !== last) {
      text += characters[best];
      sum += output.data[step * classes + best];
      count++;
    }

    last = best;
  }

  return { text, score: count === 0 ? 0 : sum / count };
}

// A parallelogram of the picture as planes of blue, green and red; each value is the mean of as many bilinear samples as it covers pixels.
function sample(picture, origin, right, down, width, height, mean, deviation) {
  const { pixels } = picture;
  const output = new Float32Array(3 * width * height);
  const across = Math.max(1, Math.ceil(Math.hypot(right.x, right.y) - 0.01));
  const along = Math.max(1, Math.ceil(Math.hypot(down.x, down.y) - 0.01));
  const [lastX, lastY] = [picture.width - 1, picture.height - 1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (let j = 0; j < along; j++) {
        for (let i = 0; i < across; i++) {
          const [u, v] = [x + (i + 0.5) / across, y + (j + 0.5) / along];
          const px = Math.min(lastX, Math.max(0, origin.x + right.x * u + down.x * v - 0.5));
          const py = Math.min(lastY, Math.max(0, origin.y + right.y * u + down.y * v - 0.5));
          const [x0, y0] = [Math.floor(px), Math.floor(py)];
          const [fx, fy] = [px - x0, py - y0];
          const p = (y0 * picture.width + x0) * 3;
          const q = x0 < lastX ? p + 3 : p;
          const below = y0 < lastY ? picture.width * 3 : 0;
          const [w00, w01, w10, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
          red += w00 * pixels[p] + w01 * pixels[q] + w10 * pixels[p + below] + w11 * pixels[q + below];
          green += w00 * pixels[p + 1] + w01 * pixels[q + 1] + w10 * pixels[p + below + 1] + w11 * pixels[q + below + 1];
          blue += w00 * pixels[p + 2] + w01 * pixels[q + 2] + w10 * pixels[p + below + 2] + w11 * pixels[q + below + 2];
        }
      }

      const share = 1 / (255 * across * along);
      const place = y * width + x;
      output[place] = (blue * share - mean[0]) / deviation[0];
      output[width * height + place] = (green * share - mean[1]) / deviation[1];
      output[2 * width * height + place] = (red * share - mean[2]) / deviation[2];
    }
  }

  return output;
}

// Connected pixels above the threshold, each row of a component by its first and last pixel: enough for the hull.
function components(map, width, height) {
  const seen = new Uint8Array(width * height);
  const found = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start] <= MinProbability) {
      continue;
    }

    const stack = [start];
    const rows = new Map();
    seen[start] = 1;
    while (stack.length > 0) {
      const place = stack.pop();
      const [x, y] = [place % width, Math.floor(place / width)];
      const ends = rows.get(y);
      if (ends === undefined) {
        rows.set(y, [x, x]);
      } else {
        ends[0] = Math.min(ends[0], x);
        ends[1] = Math.max(ends[1], x);
      }

      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (!seen[next] && map[next] > MinProbability) {
            seen[next] = 1;
            stack.push(next);
          }
        }
      }
    }

    found.push({ outline: [...rows].flatMap(([y, [left, right]]) => [[left, y], [right, y]]) });
  }

  return found;
}

// Andrew's monotone chain.
function hull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = list => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1 && cross(chain.at(-2), chain.at(-1), p) <= 0) {
        chain.pop();
      }

      chain.push(p);
    }

    chain.pop();
    return chain;
  };
  const outline = [...half(sorted), ...half(sorted.reverse())];
  return outline.length === 0 ? [points[0]] : outline;
}

// The rectangle of least area round a convex outline: one of its sides lies on a side of the outline.
function smallestRectangle(outline) {
  let best = null;
  for (let i = 0; i < outline.length; i++) {
    const [a, b] = [outline[i], outline[(i + 1) % outline.length]];
    const length = distance(a, b) || 1;
    const [ux, uy] = a === b ? [1, 0] : [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of outline) {
      const [u, v] = [x * ux + y * uy, y * ux - x * uy];
      [minU, maxU, minV, maxV] = [Math.min(minU, u), Math.max(maxU, u), Math.min(minV, v), Math.max(maxV, v)];
    }

    const area = (maxU - minU) * (maxV - minV);
    if (best === null || area < best.area) {
      const [u, v] = [(minU + maxU) / 2, (minV + maxV) / 2];
      best = { area, x: u * ux - v * uy, y: u * uy + v * ux, ux, uy, width: maxU - minU, height: maxV - minV };
    }
  }

  return best;
}

function corners({ x, y, ux, uy, width, height }) {
  const [ax, ay, bx, by] = [ux * width / 2, uy * width / 2, -uy * height / 2, ux * height / 2];
  return [[x - ax - bx, y - ay - by], [x + ax - bx, y + ay - by], [x + ax + bx, y + ay + by], [x - ax + bx, y - ay + by]];
}

// Top left, top right, bottom right, bottom left: of the two leftmost corners the upper one is the first.
function order(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  const left = sorted.slice(0, 2).sort((a, b) => a[1] - b[1]);
  const right = sorted.slice(2).sort((a, b) => a[1] - b[1]);
  return [left[0], right[0], right[1], left[1]];
}

function meanInside(map, width, height, box) {
  const outline = corners(box);
  const [left, right] = [Math.max(0, Math.floor(Math.min(...outline.map(p => p[0])))), Math.min(width - 1, Math.ceil(Math.max(...outline.map(p => p[0]))))];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...outline.map(p => p[1])))), Math.min(height - 1, Math.ceil(Math.max(...outline.map(p => p[1]))))];
  let [sum, count] = [0, 0];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [dx, dy] = [x - box.x, y - box.y];
      if (Math.abs(dx * box.ux + dy * box.uy) <= box.width / 2 + 0.5 && Math.abs(dy * box.ux - dx * box.uy) <= box.height / 2 + 0.5) {
        sum += map[y * width + x];
        count++;
      }
    }
  }

  return count === 0 ? 0 : sum / count;
}

function cross(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function distance(a, b) {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
