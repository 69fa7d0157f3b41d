// What has happened in the whole program, newest first.
const keptHappenings = 300;
const kinds = { 'crash': 'crashed', 'restart': 'restarted', 'trouble': 'trouble', 'gave-up': 'gave up', 'slow': 'slow', 'action': 'by hand', 'other': 'note' };

function drawHistory(view) {
  const list = byId('history');
  for (const item of view.happenings) {
    if (item.number <= state.since) continue;
    state.since = item.number;
    list.prepend(happening(item, true));
  }
  while (list.children.length > keptHappenings) list.lastChild.remove();
  byId('no-history').hidden = list.children.length > 0;
}
function happening(item, tellsWhere) {
  const made = element('li', item.kind);
  const text = element('span', 'text');
  const where = item.path || item.pid;
  if (tellsWhere && where) text.append(name('span', 'where', where));
  text.append(name('span', 'what', item.text));
  made.append(time(item.at), element('span', 'kind', kinds[item.kind] ?? item.kind), text);
  return made;
}
function forgetHistory() {
  state.since = 0;
  byId('history').replaceChildren();
}
