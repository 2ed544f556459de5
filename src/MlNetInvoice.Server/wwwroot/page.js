// Tabs and language; each tab has a module of its own.
import { applyLanguage, switchLanguage } from './text.js';
import './invoice.js';
import './digit.js';

const tabs = [...document.querySelectorAll('[role=tab]')];

function show(tab, focus) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute('aria-selected', chosen);
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute('aria-controls')).hidden = !chosen;
  }
  if (focus) tab.focus();
  if (location.hash.slice(1) !== tab.getAttribute('aria-controls')) history.replaceState(null, '', '#' + tab.getAttribute('aria-controls'));
}

for (const [index, tab] of tabs.entries()) {
  tab.addEventListener('click', () => show(tab));
  tab.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show(tabs[(index + step + tabs.length) % tabs.length], true);
  });
}

document.getElementById('language').addEventListener('click', switchLanguage);
applyLanguage();
const wanted = tabs.find((tab) => '#' + tab.getAttribute('aria-controls') === location.hash);
if (wanted) show(wanted);

fetch('page.json').then((response) => response.json()).then(({ review }) => { document.getElementById('review-open').hidden = !review; }).catch(() => null);

// The page opens without a connection, too, and can be installed.
navigator.serviceWorker?.register('sw.js').catch(() => null);
