// The shell of the page without a connection: the service's answers are never kept, its files are, and the newest go first.
const shell = 'shell-1';
const files = ['./', 'index.html', 'review.html', 'page.css', 'page.js', 'api.js', 'text.js', 'invoice.js', 'picture.js', 'files.js', 'camera.js', 'corrections.js', 'history.js', 'digit.js', 'review.js', 'reasons.json', 'icon.svg', 'icon.png', 'manifest.webmanifest', 'page.json', 'sample-electronic.jpg', 'sample-traditional.jpg'];

self.addEventListener('install', (event) => event.waitUntil(caches.open(shell).then((cache) => cache.addAll(files)).then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name)))).then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  const path = new URL(event.request.url).pathname.slice(new URL(self.registration.scope).pathname.length);
  if (event.request.method !== 'GET' || !files.includes(path || './')) return;
  event.respondWith(fetch(event.request).then((response) => {
    if (response.ok) {
      const copy = response.clone();
      event.waitUntil(caches.open(shell).then((cache) => cache.put(event.request, copy)));
    }
    return response;
  }).catch(() => caches.match(event.request, { ignoreSearch: true })));
});
