import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../api/problem-words.ts';
import type { ApiKey } from '../api-keys/api-key.ts';
import { PageLoading } from '../app/page-loading.tsx';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { dangersOf } from '../key-settings/danger.ts';
import { DangerNotices } from '../key-settings/danger-notices.tsx';
import { ExpiryField } from '../key-settings/expiry-field.tsx';
import { IpRuleField } from '../key-settings/ip-rule-field.tsx';
import { LabelField } from '../key-settings/label-field.tsx';
import { permissionCatalogueQuery } from '../key-settings/permission-catalogue.ts';
import { PermissionSwitches } from '../key-settings/permission-switches.tsx';
import { ChangeList } from './change-list.tsx';
import classes from './edit-key-form.module.css';
import {
  addsWithdrawal,
  changeOf,
  draftOf,
  isEmpty,
  type KeyChange,
  type SettingsDraft,
} from './key-change.ts';
import type { useEditKey } from './use-edit-key.tsx';

type Props = {
  /** As it was when the lock was opened. */
  readonly apiKey: ApiKey;
  readonly edit: ReturnType<typeof useEditKey>;
  readonly onSubmit: (change: KeyChange) => void;
  readonly onCancel: () => void;
};

/** The settings of a key, unlocked. Nothing changes until a second factor approves what is listed below them. */
export function EditKeyForm({ apiKey, edit, onSubmit, onCancel }: Props) {
  const { t } = useTranslation('keyEdits');
  const [draft, setDraft] = useState(() => draftOf(apiKey));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(changeOf(apiKey, draft, new Date()));
  };
  const change = changeOf(apiKey, draft, new Date());
  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label={t('settings.title')}
      onSubmit={submit}
      noValidate
      className={classes.form}
    >
      <Stack gap="xl">
        <Fields
          draft={draft}
          onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
          error={edit.error}
        />
        <DangerNotices dangers={dangersOf(draft)} />
        <Stack gap="sm">
          <Text fw={600}>{t('change.title')}</Text>
          {isEmpty(change) ? (
            <Text c="dimmed">{t('change.nothing')}</Text>
          ) : (
            <ChangeList before={apiKey} change={change} />
          )}
          {addsWithdrawal(apiKey, change) && (
            <Notice kind="warning" title={t('withdrawal.title')}>
              {t('withdrawal.text')}
            </Notice>
          )}
        </Stack>
        <ProblemAlert error={edit.error} />
        <Group gap="sm">
          <Button type="submit" disabled={isEmpty(change)}>
            {t('submit')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FieldsProps = {
  readonly draft: SettingsDraft;
  readonly onChange: (changed: Partial<SettingsDraft>) => void;
  readonly error: unknown;
};

function Fields({ draft, onChange, error }: FieldsProps) {
  const errorOf = useFieldWords(error);
  const catalogue = useQuery(permissionCatalogueQuery);
  return (
    <>
      {catalogue.data === undefined && catalogue.error === null && <PageLoading />}
      <ProblemAlert error={catalogue.error} onRetry={catalogue.refetch} />
      {catalogue.data !== undefined && (
        <PermissionSwitches
          catalogue={catalogue.data}
          chosen={draft.permissions}
          onChange={(permissions) => onChange({ permissions })}
          error={errorOf('permissions')}
        />
      )}
      <LabelField label={draft.label} onChange={(label) => onChange({ label })} error={errorOf('label')} />
      <IpRuleField
        rule={draft.ipRule}
        onChange={(ipRule) => onChange({ ipRule })}
        error={errorOf('ipAllowlist')}
      />
      <ExpiryField
        expiry={draft.expiry}
        onChange={(expiry) => onChange({ expiry })}
        error={errorOf('expiresAt')}
      />
    </>
  );
}
