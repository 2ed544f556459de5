// Corrections that go to the review list of the service, where it has one. What it does not take now stays marked and is sent again when the page is opened next.
import { send } from './api.js';
import { surroundings } from './picture.js';

const settings = fetch('page.json').then((response) => response.json()).catch(() => ({}));

export const isOn = async () => (await settings).review === true;

const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// A number was put right, or is again what was read: to be told once.
export function mark(record) {
  record.review ??= {};
  record.review.id ??= `page-${random()}`;
  record.review.lease ??= random();
  record.review.isOpen = record.corrected !== undefined || record.review.isTold === true;
}

// Tells the service; true if there was something to tell and it took it.
export async function tell(record, view) {
  const { review } = record;
  if (!review?.isOpen || !await isOn()) return false;
  if (record.corrected === undefined) {
    await send(`v1/reviews/${review.id}/decision?lease=${review.lease}`, undefined, { method: 'DELETE' });
  } else {
    const { corrected, review: _, ...reading } = record;
    const picture = (await settings).keepPictures && view?.bitmap ? await surroundings(view, record.box) : null;
    await send('v1/corrections', JSON.stringify({ id: review.id, lease: review.lease, number: corrected, reviewer: nameOf(), reading, picture }));
  }
  review.isTold = record.corrected !== undefined;
  review.isOpen = false;
  return true;
}

// The name under which this browser reviews, if it does.
function nameOf() {
  try {
    return localStorage.getItem('review.name') || null;
  } catch {
    return null;
  }
}
