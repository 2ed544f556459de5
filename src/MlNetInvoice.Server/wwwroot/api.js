// Calls to the service: the API key, waiting where it is busy, and problem details as errors.
import { reasonText, text } from './text.js';

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

export const get = (path, options) => send(path, undefined, { ...options, method: 'GET' });

// The response itself, once it is a good one. What went wrong is an Error with a code, or with isOffline where no answer came.
export async function send(path, body, { method = 'POST', signal, onBusy, keepalive } = {}) {
  for (let attempt = 0; ; attempt++) {
    let response;
    try {
      const headers = { ...(key ? { 'X-Api-Key': key } : {}), ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}) };
      response = await fetch(path, { method, body, signal, headers, keepalive });
    } catch (fault) {
      if (fault.name === 'AbortError') throw fault;
      throw Object.assign(new Error(text('offline')), { isOffline: true });
    }
    if (response.status === 429 && attempt < 20) {
      onBusy?.();
      await pause(1000 * Number(response.headers.get('Retry-After') ?? 1));
      continue;
    }
    if (response.status === 401 && await askForKey()) continue;
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw Object.assign(new Error(reasonText(problem.code) ?? problem.detail ?? problem.title ?? `HTTP ${response.status}`), { code: problem.code, status: response.status });
    }
    return response;
  }
}

// Hands a file to the browser to be saved.
export function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
