import { isProblem } from '@countersign/client';
import { Button, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../api-keys/api-key.ts';
import { LockIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { EditKeyForm } from './edit-key-form.tsx';
import type { KeyChange } from './key-change.ts';
import { SettingsSummary } from './settings-summary.tsx';
import { type EditOutcome, useEditKey } from './use-edit-key.tsx';

type Props = {
  readonly apiKey: ApiKey;
  /** Somebody begins: what was said of the edit before is over. */
  readonly onUnlocked: () => void;
  readonly onEdited: (outcome: EditOutcome) => void;
};

/** What a key may do, from where and how long: to be read until somebody opens the lock. */
export function KeySettingsSection({ apiKey, onUnlocked, onEdited }: Props) {
  const { t } = useTranslation('keyEdits');
  /** The key as it was when the lock was opened: what is approved is a change of exactly that. */
  const [unlocked, setUnlocked] = useState<ApiKey | null>(null);
  const edit = useEditKey(unlocked ?? apiKey);
  const lock = () => setUnlocked(null);
  const { button, giveFocusBack } = useFocusBack(unlocked === null);
  const cancel = () => {
    giveFocusBack();
    lock();
  };
  const submit = (change: KeyChange) =>
    edit.mutate(change, {
      onSuccess: (outcome) => {
        if (outcome === 'closed') return;
        lock();
        onEdited(outcome);
      },
      // Another change came first: what is on screen is no longer true.
      onError: (error) => isProblem(error, 'key-version-conflict') && cancel(),
    });
  const unlock = () => {
    edit.reset();
    onUnlocked();
    setUnlocked(apiKey);
  };
  return (
    <Section
      title={t('settings.title')}
      intro={t(unlocked === null ? 'settings.locked' : 'settings.unlocked')}
      action={
        unlocked === null &&
        apiKey.status === 'active' && (
          <Button ref={button} variant="default" leftSection={<LockIcon />} onClick={unlock}>
            {t('settings.unlock')}
          </Button>
        )
      }
    >
      {unlocked === null ? (
        <Stack>
          <ProblemAlert error={edit.error} />
          <SettingsSummary settings={apiKey} />
        </Stack>
      ) : (
        <EditKeyForm apiKey={unlocked} edit={edit} onSubmit={submit} onCancel={cancel} />
      )}
    </Section>
  );
}

/** The button that opened the lock is gone meanwhile; once it is back, it may get the focus again. */
function useFocusBack(isThere: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const isWanted = useRef(false);
  useEffect(() => {
    if (isThere && isWanted.current) button.current?.focus();
    isWanted.current = false;
  }, [isThere]);
  return { button, giveFocusBack: () => (isWanted.current = true) };
}
