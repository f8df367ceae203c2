import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { Section } from '../components/section.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Every key at once, for the day when somebody else may have them. */
export function RevokeAll({ onRevoked }: { onRevoked: (count: number) => void }) {
  const { t } = useTranslation('apiKeys');
  const [isOpen, setOpen] = useState(false);
  const revoke = useAction(() => api.post('/v1/keys/revocation', { body: {} }), {
    onSuccess: ({ keyIds }) => {
      setOpen(false);
      onRevoked(keyIds.length);
      void queryClient.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const close = () => {
    setOpen(false);
    revoke.reset();
  };
  return (
    <Section
      title={t('revokeAll.heading')}
      intro={t('revokeAll.intro')}
      action={
        <Button variant="outline" color="red" c="var(--mantine-color-error)" onClick={() => setOpen(true)}>
          {t('revokeAll.open')}
        </Button>
      }
    >
      <ConfirmDialog
        isOpen={isOpen}
        title={t('revokeAll.title')}
        submitLabel={t('revokeAll.submit')}
        keepLabel={t('revokeAll.keep')}
        isPending={revoke.isPending}
        error={revoke.error}
        onSubmit={() => revoke.mutate()}
        onClose={close}
      >
        <Text>{t('revokeAll.text')}</Text>
      </ConfirmDialog>
    </Section>
  );
}
