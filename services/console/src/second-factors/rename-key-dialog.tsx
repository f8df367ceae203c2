import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { type Factor, refreshFactors } from './factor-queries.ts';

type Props = { readonly factor: Factor | null; readonly onClose: () => void };

export function RenameKeyDialog({ factor, onClose }: Props) {
  const { t } = useTranslation('secondFactors');
  return (
    <Modal
      opened={factor !== null}
      onClose={onClose}
      title={t('keys.renameDialog')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {factor !== null && <RenameKeyForm factor={factor} onRenamed={onClose} />}
    </Modal>
  );
}

function RenameKeyForm({ factor, onRenamed }: { factor: Factor; onRenamed: () => void }) {
  const { t } = useTranslation('secondFactors');
  const [label, setLabel] = useState(factor.label ?? '');
  const { id } = factor;
  const rename = useAction(() => api.patch('/v1/second-factors/{id}', { path: { id }, body: { label } }), {
    onSuccess: () => {
      onRenamed();
      return refreshFactors();
    },
  });
  const fieldWords = useFieldWords(rename.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          label={t('keys.label')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={fieldWords('label')}
        />
        <ProblemAlert error={rename.error} />
        <Button type="submit" loading={rename.isPending}>
          {t('keys.rename')}
        </Button>
      </Stack>
    </form>
  );
}
