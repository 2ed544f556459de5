// The camera, live: frame after frame is read, and the box is drawn into the picture as soon as there is one.
import { percent, text } from './text.js';
import { post } from './api.js';
import { outline, stateOf } from './picture.js';

const byId = (id) => document.getElementById(id);
const dialog = byId('live'), video = byId('live-video'), canvas = byId('live-picture'), said = byId('live-said'), keep = byId('live-keep');
const colours = { read: '#1fa463', partial: '#d9b400', rejected: '#e08a1e' };
const longest = 1280;
let best = null;

export const isThere = () => Boolean(navigator.mediaDevices?.getUserMedia);

// Gives the frame that the user kept as a file, or null; throws where there is no camera or it is refused.
export async function shoot() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } });
  best = null;
  keep.disabled = true;
  said.textContent = text('liveHint');
  video.srcObject = stream;
  dialog.showModal();
  const closed = new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true }));
  dialog.returnValue = '';
  await video.play();
  watch();
  const answer = await closed;
  for (const track of stream.getTracks()) track.stop();
  video.srcObject = null;
  return answer === 'keep' && best ? new File([best], `${text('liveName')} ${new Date().toLocaleTimeString()}.jpg`, { type: 'image/jpeg' }) : null;
}

async function watch() {
  const frame = document.createElement('canvas');
  while (dialog.open) {
    const fit = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight));
    frame.width = Math.round(video.videoWidth * fit);
    frame.height = Math.round(video.videoHeight * fit);
    frame.getContext('2d').drawImage(video, 0, 0, frame.width, frame.height);
    const blob = await new Promise((resolve) => frame.toBlob(resolve, 'image/jpeg', 0.85));
    const records = await post('v1/readings?all=true&review=false', blob).catch(() => null);
    if (!dialog.open) return;
    show(frame, records ?? [], blob);
    if (!records) await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function show(frame, records, blob) {
  [canvas.width, canvas.height] = [frame.width, frame.height];
  const pen = canvas.getContext('2d');
  pen.drawImage(frame, 0, 0);
  for (const record of records) if (record.box) outline(pen, record.box, 1, colours[stateOf(record)] ?? '#888', Math.max(3, frame.width / 160));
  const found = records.filter((record) => record.status === 'read');
  // The last frame in which a number was read is kept, even if the hand moves on.
  if (found.length > 0) {
    best = blob;
    said.textContent = found.map((record) => `${record.number} (${percent(record.confidence)})`).join('　');
  } else if (!best) {
    best = null;
    said.textContent = records.some((record) => record.status === 'rejected') ? text('liveUnsure') : text('liveHint');
  }
  keep.disabled = !best;
}

keep.addEventListener('click', () => dialog.close('keep'));
byId('live-close').addEventListener('click', () => dialog.close(''));
