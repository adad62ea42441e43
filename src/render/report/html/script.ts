/**
 * The script of reports: search, opening and closing, keys, print. It holds no data and reads only the page that it is in. It
 * works on every element with the class `report`, so a page can have several.
 */
import { html } from './html.ts';

export const REPORT_SCRIPT = html`
'use strict';
for (const report of document.querySelectorAll('.report')) {
  const search = report.querySelector('.search');
  const status = report.querySelector('.status');
  const details = [...report.querySelectorAll('details')];
  const initial = details.map(each => each.open);
  const entries = [...report.querySelectorAll('tbody tr, li, .step')];
  const openAll = isOpen => details.forEach(each => { each.open = isOpen; });
  const toggle = report.querySelector('.toggle');
  const flip = () => {
    openAll(toggle.getAttribute('aria-pressed') !== 'true');
    label();
  };
  const label = () => {
    const isAll = details.every(each => each.open);
    toggle.setAttribute('aria-pressed', String(isAll));
    toggle.firstChild.textContent = isAll ? 'Close all ' : 'Open all ';
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const found = entries.filter(entry => words.every(word => entry.textContent.toLowerCase().includes(word)));
    const kept = new Set(found);
    for (const entry of entries) entry.hidden = words.length > 0 && !kept.has(entry);
    details.forEach((each, index) => {
      each.open = words.length > 0 ? found.some(entry => each.contains(entry) && entry !== each) : initial[index];
    });
    const leaves = found.filter(entry => !found.some(other => other !== entry && entry.contains(other)));
    status.textContent = words.length > 0 ? leaves.length + ' found' : '';
    label();
  };
  search.addEventListener('input', filter);
  toggle.addEventListener('click', flip);
  report.addEventListener('toggle', label, true);
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && document.activeElement === search) {
      search.value = '';
      filter();
      search.blur();
    }
    if (event.target.closest('input, textarea, select')) return;
    if (event.key === '/') {
      event.preventDefault();
      search.focus();
    }
    if (event.key === 'e') flip();
  });
  let before = [];
  addEventListener('beforeprint', () => {
    before = details.map(each => each.open);
    openAll(true);
  });
  addEventListener('afterprint', () => details.forEach((each, index) => { each.open = before[index]; }));
  report.querySelector('.tools').hidden = false;
}
`;
