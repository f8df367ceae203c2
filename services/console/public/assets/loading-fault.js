// Says so when the console does not come up: a file that belongs to another build, or a connection that broke off.
// It stands alone and keeps its name in every build, because it is needed when nothing else has arrived.

const TEXTS = {
  en: ['The console did not load completely.', 'Reload the page'],
  de: ['Die Konsole wurde nicht vollständig geladen.', 'Seite neu laden'],
};

function tellFault({ target }) {
  const root = document.getElementById('root');
  const isIcon = target instanceof HTMLLinkElement && target.rel === 'icon';
  if (root === null || root.hasChildNodes() || isIcon) return;
  const [text, label] = navigator.language.startsWith('de') ? TEXTS.de : TEXTS.en;
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = text;
  const button = document.createElement('button');
  button.textContent = label;
  button.addEventListener('click', () => location.reload());
  root.append(message, button);
}

// What elements report does not bubble.
addEventListener('error', tellFault, true);
