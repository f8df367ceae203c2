import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { untilSignedIn } from '../api/session-gone.ts';
import { KeyIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { refreshFactors } from './factor-queries.ts';
import { createCredential } from './security-key.ts';
import { useStepUp } from './use-step-up.ts';

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** With recovery codes, if this is the account's first factor. */
  readonly onRegistered: (recoveryCodes: readonly string[] | null) => void;
};

export function RegisterKeyDialog({ isOpen, onClose, onRegistered }: Props) {
  const { t } = useTranslation('secondFactors');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('keys.dialog')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <RegisterKeyForm onRegistered={onRegistered} />
    </Modal>
  );
}

function RegisterKeyForm({ onRegistered }: Pick<Props, 'onRegistered'>) {
  const { t } = useTranslation('secondFactors');
  const stepUp = useStepUp();
  const [label, setLabel] = useState('');
  const asking = useRef<AbortController | null>(null);
  // A touch that comes after the dialog was closed must not add a key.
  useEffect(() => () => asking.current?.abort(), []);
  const register = useMutation({
    async mutationFn() {
      asking.current = new AbortController();
      const { signal } = asking.current;
      const { challengeId, publicKey } = await untilSignedIn(() =>
        api.post('/v1/second-factors/webauthn/challenge'),
      );
      const attestation = await createCredential(publicKey, signal);
      const answer = await stepUp({
        approval: { purpose: 'second-factor-enrolment', subject: challengeId },
        text: t('keys.another'),
        submitLabel: t('keys.register'),
        apply: (secondFactor) =>
          api.post('/v1/second-factors/webauthn', {
            body: { label, attestation, ...(secondFactor && { secondFactor }) },
          }),
        // The service takes the answer of a new security key once, right or wrong.
        isOneTry: true,
      });
      if (answer === null) return;
      onRegistered(answer.recoveryCodes);
      await refreshFactors();
    },
  });
  const fieldWords = useFieldWords(register.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          label={t('keys.label')}
          description={t('keys.labelHint')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={fieldWords('label')}
        />
        <ProblemAlert error={register.error} />
        <Text size="sm" role="status">
          {register.isPending && t('keys.touch')}
        </Text>
        <Button type="submit" leftSection={<KeyIcon />} loading={register.isPending}>
          {t('keys.register')}
        </Button>
      </Stack>
    </form>
  );
}
