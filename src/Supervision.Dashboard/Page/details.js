// One process: what it is, what happened to it, why it crashed last, what follows if it dies.
let shown = '';
let chosen = null;

function select(key) {
  state.selected = key;
  shown = '';
  chosen = null;
  say('');
  byId('prediction').hidden = true;
  byId('chosen').hidden = true;
  byId('nothing').hidden = byId('close').hidden = key === null;
  byId('nothing').hidden = key !== null;
  for (const row of byId('tree').querySelectorAll('.row')) row.setAttribute('aria-selected', String(row.dataset.key === key));
  refresh().then(() => {
    // On a narrow page the details are below the tree.
    if (key !== null && matchMedia('(max-width: 60rem)').matches) byId('details').scrollIntoView({ block: 'start' });
  });
}
function drawDetails(view) {
  const details = view.details;
  if (state.selected === null || (details && details.key !== state.selected)) return;
  if (!details) {
    byId('gone').hidden = byId('chosen').hidden;
    for (const button of ['what-if', 'restart', 'kill']) byId(button).disabled = true;
    return;
  }
  const text = JSON.stringify(details);
  if (text === shown) return;
  shown = text;
  chosen = details;
  byId('chosen').hidden = false;
  byId('gone').hidden = true;
  setText(byId('path'), details.path);
  setFacts(byId('facts'), [{ name: 'state', value: details.status }, ...details.facts]);
  byId('what-if').disabled = false;
  byId('kill').hidden = !state.canAct;
  byId('kill').disabled = !details.canKill;
  byId('restart').hidden = !state.canAct || !details.canRestart;
  byId('restart').disabled = false;
  rename(byId('restart'), details.canKill ? 'Restart' : 'Start');
  drawCrash(details.crash);
  byId('own-history').replaceChildren(...details.history.map(item => happening(item, false)));
  if (details.history.length === 0) byId('own-history').replaceChildren(element('li', 'quiet', 'Nothing.'));
}
function drawCrash(crash) {
  byId('crash').hidden = !crash;
  if (!crash) return;
  setFacts(byId('crash-facts'), [
    { name: 'when', value: new Date(crash.at).toLocaleString('en-GB') }, { name: 'process', value: crash.pid }, { name: 'reason', value: crash.reason },
    { name: 'handling', value: crash.message }, { name: 'for', value: crash.client }, { name: 'waiting', value: count(crash.mailboxLength ?? 0, 'message') },
    { name: 'state', value: crash.state }, { name: 'afterwards', value: crash.decision },
  ].filter(fact => fact.value));
  byId('crash-error').hidden = !crash.error;
  byId('crash-error').textContent = visible(crash.error ?? '', true);
}
byId('close').addEventListener('click', () => {
  const row = rows.get(state.selected);
  select(null);
  row?.focus();
});
byId('what-if').addEventListener('click', async () => {
  const key = state.selected;
  const answer = await ask('/what-if', { key });
  if (key !== state.selected) return;
  byId('prediction').hidden = !answer.ok;
  byId('prediction-text').textContent = visible(answer.body.text ?? '', true);
  say(answer.ok ? '' : answer.body.problem, true);
});
function say(text, isBad) {
  setText(byId('said'), text ?? '');
  byId('said').classList.toggle('bad', Boolean(isBad));
}
