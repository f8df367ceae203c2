import { useTranslation } from 'react-i18next';
import { PageHeading } from '../components/page-heading.tsx';

export default function SessionsPage() {
  const { t } = useTranslation('sessions');
  return <PageHeading>{t('title')}</PageHeading>;
}
