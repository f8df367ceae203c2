import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '../components/narrow-page.tsx';

type Props = {
  readonly title: string;
  readonly children: string;
  readonly onChangeAddress: () => void;
};

/** Says the same whether or not the address has an account: only its mailbox learns that. */
export function MailSent({ title, children, onChangeAddress }: Props) {
  const { t } = useTranslation('users');
  return (
    <NarrowPage title={title} intro={children}>
      <Text size="sm">{t('mailSent.hint')}</Text>
      <Anchor component="button" type="button" size="sm" ta="start" onClick={onChangeAddress}>
        {t('mailSent.again')}
      </Anchor>
    </NarrowPage>
  );
}
