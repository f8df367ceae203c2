import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { useAction } from '../api/use-action.ts';
import type { ApiKey } from './api-key.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { setKey } from './key-queries.ts';

type Props = {
  readonly apiKey: ApiKey;
  readonly onRevoked: (key: ApiKey) => void;
  /** In a row of the list. */
  readonly isCompact?: boolean;
};

const MAX_REASON = 200;

/** Revokes a key after one question: at once, everywhere, for good, and without a second factor. */
export function RevokeKey({ apiKey, onRevoked, isCompact = false }: Props) {
  const { t } = useTranslation('apiKeys');
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const name = apiKey.label ?? apiKey.id;
  const revoke = useAction(
    () => {
      const given = reason.trim();
      const body = given === '' ? {} : { reason: given };
      return api.post('/v1/keys/{keyId}/revocation', { path: { keyId: apiKey.id }, body });
    },
    {
      onSuccess: ({ apiKey: revoked }) => {
        setOpen(false);
        onRevoked(revoked);
        void setKey(revoked);
      },
    },
  );
  const close = () => {
    setOpen(false);
    revoke.reset();
  };
  const fieldWords = useFieldWords(revoke.error);
  return (
    <>
      <Button
        variant={isCompact ? 'subtle' : 'outline'}
        color="red"
        c="var(--mantine-color-error)"
        size={isCompact ? 'compact-sm' : 'md'}
        aria-label={t('revoke.open', { name })}
        onClick={() => setOpen(true)}
      >
        {t('revoke.submit')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('revoke.title')}
        submitLabel={t('revoke.submit')}
        keepLabel={t('revoke.keep')}
        isPending={revoke.isPending}
        error={revoke.error}
        onSubmit={() => revoke.mutate()}
        onClose={close}
      >
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text>{t('revoke.text')}</Text>
        <TextInput
          label={t('revoke.reason')}
          description={t('revoke.reasonHint')}
          maxLength={MAX_REASON}
          value={reason}
          error={fieldWords('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
    </>
  );
}
