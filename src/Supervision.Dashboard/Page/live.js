// The stream says that there is something new; then the page asks for its part. A page that nobody sees has no stream: a browser opens six
// connections to a program and no more, and the program looks at its tree only while somebody else does.
let stream = null;
let asking = null;
let again = false;

function showLink(isLive) {
  setText(byId('link'), isLive ? 'live' : 'reconnecting…');
  byId('link').classList.toggle('lost', !isLive);
}
function refresh() {
  if (asking) {
    again = true;
    return asking;
  }
  asking = draw().catch(() => showLink(false)).finally(() => {
    asking = null;
    if (again) {
      again = false;
      refresh();
    }
  });
  return asking;
}
async function draw() {
  if (!state.token) return;
  const answer = await ask('/view', {
    toggled: [...state.toggled], pages: state.pages, selected: state.selected, find: state.find, since: state.since, queue: state.queue,
  });
  if (!answer.ok) {
    showLink(false);
    if (answer.status === 403) open(); // the program was started anew: the next stream brings the next token
    return;
  }
  const view = answer.body;
  showLink(true);
  drawTotals(view.totals);
  drawTree(view);
  drawDetails(view);
  drawHistory(view);
  drawLetters(view);
}
function drawTotals(totals) {
  const shownTotals = [
    ['processes', totals.processes], ['restarts', totals.restarts], ['restarting', totals.restarting, true], ['stopped', totals.stopped], ['messages waiting', totals.waiting],
    ['dead letters', totals.deadLetters], ['stragglers', totals.stragglers, true], ['timers', totals.timers],
  ];
  byId('totals').replaceChildren(...shownTotals.map(([title, value = 0, isAlarm]) => {
    const made = element('div', isAlarm && value > 0 ? 'alarm' : '');
    made.append(element('dt', '', title), element('dd', '', number.format(value)));
    return made;
  }));
}
function open() {
  stream?.close();
  if (document.hidden) return;
  const opened = stream = new EventSource(base + '/events');
  opened.addEventListener('hello', event => {
    const hello = JSON.parse(event.data);
    if (hello.token !== state.token) forgetHistory();
    Object.assign(state, { token: hello.token, canAct: Boolean(hello.canAct), queues: hello.queues });
    if (state.queue >= state.queues.length) state.queue = null;
    shown = '';
    drawQueueButtons();
  });
  opened.addEventListener('news', () => refresh());
  opened.onerror = () => {
    showLink(false);
    if (opened.readyState === EventSource.CLOSED && stream === opened) setTimeout(() => { if (stream === opened) open(); }, 1000);
  };
}
document.addEventListener('visibilitychange', open);
open();
