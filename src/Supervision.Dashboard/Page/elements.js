// What the other files have in common: what is known, elements made of texts, and requests to the program.
const base = location.pathname.replace(/\/+$/, '');
const state = { token: '', canAct: false, queues: [], since: 0, toggled: new Set(), pages: {}, selected: null, find: '', queue: null, version: 0 };
const number = new Intl.NumberFormat('en');
const byId = id => document.getElementById(id);

/** Nothing in a name breaks a line, hides, or turns the direction of reading: such characters are shown by their numbers. */
function visible(text, keepsLines) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu, character => keepsLines && (character === '\n' || character === '\t') ? character
    : '\\u' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0'));
}
/** An element with a text, never with markup: names and messages are what strangers have typed. */
function element(tag, className, text, keepsLines) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = visible(String(text), keepsLines);
  return made;
}
function name(tag, className, text) {
  const made = element(tag, className, text);
  made.dir = 'auto';
  return made;
}
/** Changes a text only if it is another one, so that nothing is read out twice and selections stay. */
function setText(node, text) {
  const shown = visible(String(text ?? ''));
  if (node.textContent !== shown) node.textContent = shown;
}
function setFacts(list, facts) {
  list.replaceChildren(...facts.flatMap(fact => [element('dt', '', fact.name), element('dd', '', fact.value, true)]));
}
function time(at) {
  const when = new Date(at);
  const made = element('time', '', when.toLocaleTimeString('en-GB'));
  made.dateTime = at;
  made.title = when.toLocaleString();
  return made;
}
function count(many, one, several) { return `${number.format(many)} ${many === 1 ? one : several ?? one + 's'}`; }

async function ask(path, body) {
  const answer = await fetch(base + path, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-supervision-token': state.token }, body: JSON.stringify(body),
  });
  const text = await answer.text();
  let read = null;
  try { read = JSON.parse(text); } catch { /* not from the dashboard: a sign-in page, or nothing */ }
  return { status: answer.status, ok: answer.ok && read !== null, body: read ?? { problem: refusal(answer.status) } };
}
function refusal(status) {
  if (status === 401 || status === 403) return 'You may not do that.';
  return `The program answered ${status}.`;
}
