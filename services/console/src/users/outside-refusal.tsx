import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';

/** The code with which a way over the identity provider ended, out of the fragment that it came back with. */
function takeRefusal(): string | null {
  const code = /^#refused=([a-z-]{1,60})$/.exec(location.hash)?.[1] ?? null;
  if (code !== null) history.replaceState(history.state, '', location.pathname);
  return code;
}

/** Says why somebody who came back from the identity provider is not signed in. */
export function OutsideRefusal() {
  const { t, i18n } = useTranslation('problems');
  const [code] = useState(takeRefusal);
  if (code === null) return null;
  // The fragment can be anybody's: only codes that there are words for are shown at all.
  const known = i18n.exists(`problems:code.${code}.title`) ? (code as 'outside-sign-in-invalid') : null;
  const shown = known ?? 'outside-sign-in-invalid';
  return (
    <Notice kind="danger" role="alert" title={t(`code.${shown}.title`)}>
      {t(`code.${shown}.help`)}
    </Notice>
  );
}
