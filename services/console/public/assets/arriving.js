// Until the scripts have come: shows the theme that was chosen here, and says so when the console does not come up, because
// a file belongs to another build or the connection broke off. It stands alone and keeps its name in every build.

// As the component library will do; its key is in app/theme-provider.tsx. A browser may forbid storage.
try {
  const theme = localStorage.getItem('countersign-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.mantineColorScheme = theme;
} catch {}

const TEXTS = {
  en: ['The console did not load completely.', 'Reload the page'],
  de: ['Die Konsole wurde nicht vollständig geladen.', 'Seite neu laden'],
};

function tellFault({ target }) {
  const header = document.getElementById('arriving');
  const isTold = header?.nextElementSibling != null;
  const isIcon = target instanceof HTMLLinkElement && target.rel === 'icon';
  if (header === null || isTold || isIcon) return;
  const [text, label] = navigator.language.startsWith('de') ? TEXTS.de : TEXTS.en;
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = text;
  const button = document.createElement('button');
  button.textContent = label;
  button.addEventListener('click', () => location.reload());
  header.after(message, button);
}

// What elements report does not bubble.
addEventListener('error', tellFault, true);
