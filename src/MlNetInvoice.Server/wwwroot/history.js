// What was read stays in this browser until it is deleted: a reload keeps it. Where the browser keeps nothing, it lasts as long as the page.
const most = 200;

const database = new Promise((resolve) => {
  try {
    const opening = indexedDB.open('mlnetinvoice', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('results', { keyPath: 'id' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});

async function run(mode, use) {
  const opened = await database;
  if (!opened) return undefined;
  return new Promise((resolve) => {
    const request = use(opened.transaction('results', mode).objectStore('results'));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });
}

// Oldest first.
export async function all() {
  const results = (await run('readonly', (store) => store.getAll())) ?? [];
  results.sort((a, b) => a.time - b.time);
  for (const old of results.splice(0, Math.max(0, results.length - most))) remove(old.id);
  return results;
}

export const put = (result) => run('readwrite', (store) => store.put(result));
export const remove = (id) => run('readwrite', (store) => store.delete(id));
export const clear = () => run('readwrite', (store) => store.clear());
