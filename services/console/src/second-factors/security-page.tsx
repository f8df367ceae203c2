import { useTranslation } from 'react-i18next';
import { PageHeading } from '../components/page-heading.tsx';

export default function SecurityPage() {
  const { t } = useTranslation('secondFactors');
  return <PageHeading>{t('title')}</PageHeading>;
}
