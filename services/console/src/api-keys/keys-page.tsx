import { useTranslation } from 'react-i18next';
import { PageHeading } from '../components/page-heading.tsx';

export default function KeysPage() {
  const { t } = useTranslation('apiKeys');
  return <PageHeading>{t('title')}</PageHeading>;
}
