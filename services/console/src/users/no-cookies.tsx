import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';

/** To somebody whose browser would forget at once that they have signed in. */
export function NoCookies() {
  const { t } = useTranslation('users');
  if (navigator.cookieEnabled) return null;
  return (
    <Notice kind="warning" title={t('noCookies.title')}>
      {t('noCookies.text')}
    </Notice>
  );
}
