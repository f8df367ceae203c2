import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFieldWords } from '../api/problem-words.ts';
import { useSession } from '../api/session.ts';
import { PATHS } from '../app/paths.ts';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { dangersOf } from '../key-settings/danger.ts';
import { DangerNotices } from '../key-settings/danger-notices.tsx';
import { ExpiryField } from '../key-settings/expiry-field.tsx';
import { IpRuleField } from '../key-settings/ip-rule-field.tsx';
import { LabelField } from '../key-settings/label-field.tsx';
import type { PermissionCatalogue } from '../key-settings/permission.ts';
import { PermissionSwitches } from '../key-settings/permission-switches.tsx';
import type { KeyDraft } from './key-draft.ts';
import { OldKeyEnd } from './old-key-end.tsx';
import { useGenerateKey } from './use-generate-key.ts';

type Props = { readonly catalogue: PermissionCatalogue; readonly initial: KeyDraft };

export function KeyForm({ catalogue, initial }: Props) {
  const { t } = useTranslation('keyCreation');
  const [draft, setDraft] = useState(initial);
  const change = (changed: Partial<KeyDraft>) => setDraft((draft) => ({ ...draft, ...changed }));
  const generate = useGenerateKey();
  const errorOf = useFieldWords(generate.error);
  const { replacement } = draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    generate.mutate(draft);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <NoSecondFactor />
        {replacement !== null && (
          <OldKeyEnd
            replacement={replacement}
            onChange={(replacement) => change({ replacement })}
            error={errorOf('oldKeyExpiresInSeconds')}
          />
        )}
        <Section title={t('permissions.title')} intro={t('permissions.intro')}>
          <PermissionSwitches
            catalogue={catalogue}
            chosen={draft.permissions}
            onChange={(permissions) => change({ permissions })}
            error={errorOf('permissions')}
          />
        </Section>
        <Section title={t('settings.title')}>
          <Stack gap="xl">
            <LabelField
              label={draft.label}
              onChange={(label) => change({ label })}
              error={errorOf('label')}
            />
            <IpRuleField
              rule={draft.ipRule}
              onChange={(ipRule) => change({ ipRule })}
              error={errorOf('ipAllowlist')}
            />
            <ExpiryField
              expiry={draft.expiry}
              onChange={(expiry) => change({ expiry })}
              error={errorOf('expiresAt')}
            />
          </Stack>
        </Section>
        <DangerNotices dangers={dangersOf(draft)} />
        <ProblemAlert error={generate.error} />
        <SubmitButton isPending={generate.isPending} />
      </Stack>
    </form>
  );
}

/** A key takes a second factor: somebody without one is shown the way before they fill in a form. */
function NoSecondFactor() {
  const { t } = useTranslation('keyCreation');
  const { secondFactorMethods } = useSession();
  if (secondFactorMethods.length > 0) return null;
  return (
    <Notice kind="warning" title={t('noSecondFactor.title')}>
      {t('noSecondFactor.text')}
    </Notice>
  );
}

function SubmitButton({ isPending }: { isPending: boolean }) {
  const { t } = useTranslation('keyCreation');
  const { secondFactorMethods } = useSession();
  return (
    <Group>
      {secondFactorMethods.length === 0 ? (
        <Button component={Link} href={PATHS.security}>
          {t('noSecondFactor.setUp')}
        </Button>
      ) : (
        <Button type="submit" loading={isPending}>
          {t('generate')}
        </Button>
      )}
    </Group>
  );
}
