// Who is behind, and what nobody could handle: queues of dead letters with what can be done, and messages that reached nobody.
let shownLetters = '';
const toldOf = new Map(); // what became of the last request about a letter, by its number: its line may be made anew meanwhile

function drawLetters(view) {
  replaceIfOther(byId('longest'), view.longest, item => {
    const made = element('li');
    made.append(name('span', '', [item.pid, item.label].filter(Boolean).join(' ')), element('span', '', number.format(item.length)));
    return made;
  });
  byId('no-longest').hidden = view.longest.length > 0;
  replaceIfOther(byId('undelivered'), view.undelivered, item => {
    const made = element('li');
    made.append(name('span', '', `${item.message} to ${item.target}: ${causes[item.cause] ?? item.cause}`), time(item.at));
    return made;
  });
  byId('no-undelivered').hidden = view.undelivered.length > 0;
  drawQueue(view.queue);
}
const causes = {
  NoProcess: 'the process had ended', NoName: 'nobody has the name', ProcessEnded: 'the process ended first', MailboxFull: 'the mailbox was full',
  DroppedNewest: 'dropped, the mailbox was full', DroppedOldest: 'dropped for a newer one', LateReply: 'the caller had stopped waiting', NoCaller: 'nobody waits for the reply',
  UnexpectedMessage: 'the server does not handle it', SenderEnded: 'the sender had ended', GivenUp: 'tried too often',
};
function replaceIfOther(list, items, make) {
  const text = JSON.stringify(items);
  if (list.dataset.shown === text) return;
  list.dataset.shown = text;
  list.replaceChildren(...items.map(make));
}
function drawQueueButtons() {
  byId('queues').replaceChildren(...state.queues.map((title, at) => {
    const button = name('button', '', title);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(state.queue === at));
    button.addEventListener('click', () => {
      state.queue = state.queue === at ? null : at;
      for (const [index, other] of [...byId('queues').children].entries()) other.setAttribute('aria-pressed', String(state.queue === index));
      refresh();
    });
    return button;
  }));
}
function drawQueue(queue) {
  byId('letters').hidden = !queue;
  const text = JSON.stringify(queue ?? null) + state.canAct;
  if (text === shownLetters) return;
  shownLetters = text;
  if (!queue) return;
  const head = element('p', queue.problem ? 'bad' : 'quiet', queue.problem
    || `${count(queue.waiting ?? 0, 'message')} waiting; ${number.format(queue.requeued ?? 0)} of ${number.format(queue.added ?? 0)} handled, ${number.format(queue.dropped ?? 0)} dropped, ${number.format(queue.refused ?? 0)} refused`);
  const more = (queue.waiting ?? 0) - queue.rows.length;
  byId('letters').replaceChildren(head, ...queue.rows.map(letter), ...(more > 0 ? [element('p', 'quiet', `and ${number.format(more)} more`)] : []));
}
function letter(item) {
  const made = element('div', 'letter');
  made.dataset.id = item.id;
  const held = item.heldUntil ? `; handled again at ${new Date(item.heldUntil).toLocaleTimeString('en-GB')}` : '';
  const about = name('p', '', item.message);
  const why = name('p', 'quiet', `${item.reason} – tried ${count(item.attempts, 'time')}${held}`);
  made.append(about, why);
  if (!state.canAct) return made;
  const buttons = element('div', 'buttons');
  const told = element('span', 'bad told', toldOf.get(item.id) ?? '');
  told.setAttribute('role', 'status');
  buttons.append(
    letterButton('Requeue', 'requeue', item, told), letterButton('Hold for an hour', 'hold', item, told, 3600),
    letterButton('Drop', 'drop', item, told), told);
  made.append(buttons);
  return made;
}
function letterButton(text, action, item, told, seconds = 0) {
  const button = element('button', action === 'drop' ? 'danger' : '', text);
  button.type = 'button';
  button.setAttribute('aria-label', `${text}: dead letter ${item.id}`);
  const act = async () => {
    const answer = await ask('/dead-letters/' + action, { queue: state.queue, id: item.id, seconds });
    toldOf.set(item.id, answer.ok ? '' : answer.body.problem);
    setText(byId('letters').querySelector(`[data-id="${item.id}"] .told`) ?? told, toldOf.get(item.id));
    refresh();
  };
  if (action === 'drop') twice(button, act); else button.addEventListener('click', act);
  return button;
}
