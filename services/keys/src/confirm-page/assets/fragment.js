const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Takes the fields out of the fragment and the fragment out of the address bar and the history entry. */
export function takeFragment() {
  const fields = readFields(location.hash);
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return fields;
}

/** The fields of a link that somebody pasted, or of a fragment; null for what is not there or not whole. */
export function readFields(link) {
  const fields = new URLSearchParams(link.slice(link.indexOf('#') + 1));
  const id = (name) => (UUID.test(fields.get(name) ?? '') ? fields.get(name) : null);
  const token = fields.get('token') ?? '';
  return { creation: id('creation'), edit: id('edit'), token: TOKEN.test(token) ? token : null };
}
