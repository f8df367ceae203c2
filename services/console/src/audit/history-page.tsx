import { useTranslation } from 'react-i18next';
import { PageHeading } from '../components/page-heading.tsx';

export default function HistoryPage() {
  const { t } = useTranslation('audit');
  return <PageHeading>{t('title')}</PageHeading>;
}
