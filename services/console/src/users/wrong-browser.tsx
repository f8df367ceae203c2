import { useTranslation } from 'react-i18next';
import { CopyField } from '../components/copy-field.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';

type Props = {
  /** Why it takes the other one. */
  readonly reason: string;
  readonly link: string;
};

/** A link that was opened in a browser that it does not belong to. It stays as it is, to be copied to the right one. */
export function WrongBrowser({ reason, link }: Props) {
  const { t } = useTranslation('users');
  return (
    <NarrowPage title={t('wrongBrowser.title')} intro={reason}>
      <CopyField label={t('wrongBrowser.link')} value={link} />
    </NarrowPage>
  );
}
