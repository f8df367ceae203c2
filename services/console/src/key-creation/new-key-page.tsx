import { useTranslation } from 'react-i18next';
import { PageHeading } from '../components/page-heading.tsx';

export default function NewKeyPage() {
  const { t } = useTranslation('keyCreation');
  return <PageHeading>{t('title')}</PageHeading>;
}
