import { useTranslation } from 'react-i18next';
import { NarrowPage } from '../components/narrow-page.tsx';

/** A page behind a mail's link, opened without its token or with a part of it. */
export function NoLink() {
  const { t } = useTranslation('users');
  return (
    <NarrowPage title={t('noLink.title')} intro={t('noLink.text')}>
      {null}
    </NarrowPage>
  );
}
