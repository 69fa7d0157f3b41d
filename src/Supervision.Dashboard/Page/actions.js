// What can be done to a process. What destroys is pressed twice.
function twice(button, act) {
  let armed = 0;
  const text = button.textContent;
  const label = button.getAttribute('aria-label');
  const disarm = () => {
    clearTimeout(armed);
    armed = 0;
    button.classList.remove('armed');
    button.textContent = button.dataset.text ?? text;
    if (label) button.setAttribute('aria-label', label);
  };
  button.addEventListener('click', () => {
    if (armed) {
      disarm();
      act();
      return;
    }
    button.dataset.text = button.textContent;
    button.classList.add('armed');
    button.textContent = 'Really? Press again';
    button.removeAttribute('aria-label');
    armed = setTimeout(disarm, 4000);
  });
  button.addEventListener('blur', disarm);
}
/** Another text for a button, also while it waits to be pressed again. */
function rename(button, text) {
  if (button.classList.contains('armed')) button.dataset.text = text;
  else setText(button, text);
}
async function act(action, done) {
  const { key, pidNumber = 0 } = chosen;
  const answer = await ask('/' + action, { key, pid: pidNumber });
  say(answer.ok ? done : answer.body.problem, !answer.ok);
  refresh();
}
twice(byId('kill'), () => act('kill', 'Killed.'));
twice(byId('restart'), () => act('restart', 'Its supervisor was asked.'));
