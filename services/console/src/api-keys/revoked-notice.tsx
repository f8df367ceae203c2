import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';

/** What was revoked. Takes the focus, because the button that had it may be gone. */
export function RevokedNotice({ children }: { children: string }) {
  const { t } = useTranslation('apiKeys');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1}>
      <Notice kind="success" role="status" title={children}>
        {t('revoke.inForce')}
      </Notice>
    </div>
  );
}
