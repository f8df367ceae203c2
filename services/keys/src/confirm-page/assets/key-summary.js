import { dateInWords, h } from './dom.js';

const WITHDRAWAL = 'withdraw:write';

/** What the key will be, in words. `catalogue` is the answer of GET /v1/permissions, or null if that failed. */
export function keySummary(creation, catalogue) {
  return h(
    'div',
    { class: 'summary' },
    creation.permissions.includes(WITHDRAWAL) && withdrawalWarning(),
    h(
      'dl',
      { class: 'facts' },
      ...fact('Label', creation.label ?? '—'),
      ...fact('IP addresses', creation.ipAllowlist?.join(', ') ?? 'Any address'),
      ...fact('Expires', creation.keyExpiresAt === null ? 'Never' : dateInWords(creation.keyExpiresAt)),
      ...(creation.replaces ? fact('Replaces', creation.replaces) : []),
    ),
    h('h2', {}, 'What the key may do'),
    h('ul', { class: 'permissions' }, ...permissionLines(creation.permissions, catalogue)),
  );
}

const fact = (name, value) => [h('dt', {}, name), h('dd', {}, value)];

function withdrawalWarning() {
  return h(
    'div',
    { class: 'notice grave' },
    h('strong', {}, 'This key can withdraw funds'),
    h('p', {}, 'Whoever holds its secret can move money out of your account. Go on only if you mean that.'),
  );
}

function permissionLines(permissions, catalogue) {
  return permissions.map((permission) => {
    const [scope, access] = permission.split(':');
    const group = catalogue?.groups.find((candidate) => candidate.scope === scope);
    const kind = permission === WITHDRAWAL ? 'grave' : access;
    return h(
      'li',
      {},
      h('span', { class: `chip ${kind}` }, access),
      h('span', {}, h('strong', {}, group?.title ?? scope), h('small', {}, group?.[access]?.sentence ?? '')),
    );
  });
}
