// Calls to the service: the API key, waiting where it is busy, and problem details as errors.
import { text } from './text.js';

let key = '';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function askForKey() {
  const dialog = document.getElementById('key-dialog');
  document.getElementById('key-open').hidden = false;
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    key = document.getElementById('key').value;
    resolve(key !== '');
  }, { once: true }));
}

document.getElementById('key-open').addEventListener('click', askForKey);

// As JSON.
export const post = async (path, body, options) => (await send(path, body, options)).json();

// The response itself, once it is a good one.
export async function send(path, body, { signal, onBusy } = {}) {
  for (let attempt = 0; ; attempt++) {
    let response;
    try {
      response = await fetch(path, { method: 'POST', body, signal, headers: key ? { 'X-Api-Key': key } : {} });
    } catch (fault) {
      if (fault.name === 'AbortError') throw fault;
      throw new Error(text('offline'));
    }
    if (response.status === 429 && attempt < 20) {
      onBusy?.();
      await pause(1000 * Number(response.headers.get('Retry-After') ?? 1));
      continue;
    }
    if (response.status === 401 && await askForKey()) continue;
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw Object.assign(new Error(problem.detail ?? problem.title ?? `HTTP ${response.status}`), { code: problem.code });
    }
    return response;
  }
}
