// The tree: lines that stay while their processes do, moved through with the keyboard.
const rows = new Map();

function drawTree(view) {
  const tree = byId('tree');
  const active = document.activeElement;
  const wanted = new Set();
  let before = null;
  for (const row of view.rows) {
    const key = row.isPager ? 'pager ' + row.key : row.key;
    if (wanted.has(key)) continue; // two places with one path: ids that hold slashes
    wanted.add(key);
    let node = rows.get(key);
    if (!node) rows.set(key, node = row.isPager ? makePager(row.key) : makeRow(row.key));
    if (row.isPager) fillPager(node, row); else fillRow(node, row);
    const expected = before ? before.nextSibling : tree.firstChild;
    if (node !== expected) tree.insertBefore(node, expected);
    before = node;
  }
  for (const [key, node] of rows) {
    if (wanted.has(key)) continue;
    node.remove();
    rows.delete(key);
  }
  if (active?.isConnected === false || !tree.querySelector('[tabindex="0"].row')) makeReachable(tree.querySelector('.row'));
  byId('problem').hidden = !view.problem;
  setText(byId('problem'), view.problem ?? '');
  byId('found').hidden = !state.find;
  if (state.find) setText(byId('found'), found(view));
}
function found(view) {
  const many = view.found ?? 0;
  return many > view.rows.length ? `${count(many, 'process', 'processes')}; the first ${view.rows.length} are shown` : count(many, 'process', 'processes');
}
function makeRow(key) {
  const node = element('div', 'row');
  node.setAttribute('role', 'row');
  node.tabIndex = -1;
  node.dataset.key = key;
  const place = element('div', 'place');
  const texts = element('div', 'texts');
  texts.append(name('span', 'id'), name('span', 'note'));
  place.append(element('span', 'fold'), texts);
  place.firstChild.setAttribute('aria-hidden', 'true');
  node.append(place, element('span', 'badge'), labelled('restarts', 'restarts '), labelled('mailbox', 'mailbox '), labelled('pid-cell pid', ''));
  for (const cell of node.children) cell.setAttribute('role', 'gridcell');
  return node;
}
function labelled(className, label) {
  const made = element('span', className);
  made.append(element('span', 'label', label), element('span', 'value'));
  return made;
}
function fillRow(node, row) {
  const wasPid = node.dataset.pid;
  node.dataset.pid = row.pid ?? '';
  const isSupervisor = Boolean(row.isSupervisor);
  const canOpen = (row.children ?? 0) > 0;
  node.classList.toggle('supervisor', isSupervisor);
  if (wasPid !== undefined && wasPid !== node.dataset.pid) {
    node.classList.remove('fresh');
    requestAnimationFrame(() => node.classList.add('fresh'));
  }
  node.setAttribute('aria-level', row.level);
  node.setAttribute('aria-selected', String(state.selected === row.key));
  if (canOpen) node.setAttribute('aria-expanded', String(Boolean(row.isOpen))); else node.removeAttribute('aria-expanded');
  node.style.setProperty('--indent', `${Math.min(row.level - 1, 12) * 1.1}rem`);
  setText(node.querySelector('.fold'), canOpen ? (row.isOpen ? '▼' : '▶') : '');
  setText(node.querySelector('.id'), row.id);
  node.querySelector('.id').title = visible(row.id);
  setText(node.querySelector('.note'), noteOf(row));
  const badge = node.querySelector('.badge');
  badge.className = 'badge ' + row.status;
  setText(badge, row.status);
  setNumber(node.querySelector('.restarts'), row.restarts ?? 0);
  setNumber(node.querySelector('.mailbox'), row.mailbox ?? 0);
  setText(node.querySelector('.pid-cell .value'), row.pid ? `<${row.pid}>` : '–');
}
function noteOf(row) {
  const notes = [];
  if (row.name) notes.push('named ' + row.name);
  if (row.note) notes.push(row.note);
  const sums = row.sums;
  if (sums) {
    notes.push(`${count(sums.processes ?? 0, 'process', 'processes')} below`);
    if (sums.restarting) notes.push(`${number.format(sums.restarting)} restarting`);
    if (sums.stopped) notes.push(`${number.format(sums.stopped)} stopped`);
    if (sums.restarts) notes.push(count(sums.restarts, 'restart'));
    if (sums.mailbox) notes.push(`${count(sums.mailbox, 'message')} waiting`);
  }
  return notes.join(' · ');
}
function setNumber(cell, value) {
  setText(cell.querySelector('.value'), number.format(value));
  cell.classList.toggle('zero', value === 0);
}
function makePager(key) {
  const node = element('div', 'pager');
  node.setAttribute('role', 'row');
  const cell = element('div', 'buttons');
  cell.setAttribute('role', 'gridcell');
  const text = element('span', 'range');
  const back = element('button', 'back', 'Previous');
  const on = element('button', 'on', 'Next');
  const last = element('button', 'last', 'Last');
  for (const button of [back, on, last]) button.type = 'button';
  back.addEventListener('click', () => turnTo(key, Number(node.dataset.skip) - Number(node.dataset.size)));
  on.addEventListener('click', () => turnTo(key, Number(node.dataset.skip) + Number(node.dataset.size)));
  last.addEventListener('click', () => turnTo(key, 2147483647));
  cell.append(text, back, on, last);
  node.append(cell);
  return node;
}
function fillPager(node, row) {
  const skip = row.skip ?? 0;
  node.dataset.skip = skip;
  if (skip + row.shown < row.children) node.dataset.size = row.shown; // the last page may be shorter
  else node.dataset.size ??= 1;
  setText(node.querySelector('.range'), `${number.format(skip + 1)}–${number.format(skip + row.shown)} of ${number.format(row.children)}`);
  node.querySelector('.back').disabled = skip === 0;
  node.querySelector('.on').disabled = node.querySelector('.last').disabled = skip + row.shown >= row.children;
}
function turnTo(key, skip) {
  state.pages[key] = Math.max(0, skip);
  refresh();
}
function makeReachable(row) {
  if (!row) return;
  for (const other of byId('tree').querySelectorAll('.row[tabindex="0"]')) other.tabIndex = -1;
  row.tabIndex = 0;
}
function toggle(key) {
  if (!state.toggled.delete(key)) state.toggled.add(key);
  refresh();
}
function step(row, by) {
  const all = [...byId('tree').querySelectorAll('.row')];
  return all[Math.max(0, Math.min(all.length - 1, all.indexOf(row) + by))];
}
function parentOf(row) {
  let at = row.previousSibling;
  while (at && !(at.classList.contains('row') && Number(at.getAttribute('aria-level')) < Number(row.getAttribute('aria-level')))) at = at.previousSibling;
  return at;
}
byId('tree').addEventListener('click', event => {
  const row = event.target.closest('.row');
  if (!row) return;
  makeReachable(row);
  if (event.target.closest('.fold') && row.hasAttribute('aria-expanded')) toggle(row.dataset.key);
  else select(row.dataset.key);
});
byId('tree').addEventListener('keydown', event => {
  const row = event.target.closest('.row');
  if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
  const open = row.getAttribute('aria-expanded');
  const moves = { ArrowDown: () => step(row, 1), ArrowUp: () => step(row, -1), Home: () => step(row, -1e9), End: () => step(row, 1e9) };
  if (moves[event.key]) focusRow(moves[event.key]());
  else if (event.key === 'ArrowRight' && open === 'false') toggle(row.dataset.key);
  else if (event.key === 'ArrowRight') focusRow(step(row, 1));
  else if (event.key === 'ArrowLeft' && open === 'true') toggle(row.dataset.key);
  else if (event.key === 'ArrowLeft') focusRow(parentOf(row) ?? row);
  else if (event.key === 'Enter' || event.key === ' ') select(row.dataset.key);
  else return;
  event.preventDefault();
});
function focusRow(row) {
  makeReachable(row);
  row.focus();
}
let finding = 0;
byId('find').addEventListener('input', () => {
  clearTimeout(finding);
  finding = setTimeout(() => { state.find = byId('find').value.trim(); refresh(); }, 150);
});
