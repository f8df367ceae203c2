import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { api } from '../api/client.ts';
import { KeysTabs } from '../api-keys/keys-tabs.tsx';
import { PageLoading } from '../app/page-loading.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { permissionCatalogueQuery } from '../key-settings/permission-catalogue.ts';
import { newDraft } from './key-draft.ts';
import { KeyForm } from './key-form.tsx';

/** Whatever else an address may hold there is no key, and must not become part of a path. */
const KEY_ID = /^ck_[0-9A-Za-z]{1,64}$/;

/** A new key, or one that takes the place of the key that `?replaces=` names. */
export default function NewKeyPage() {
  const { t } = useTranslation('keyCreation');
  const [search] = useSearchParams();
  const asked = search.get('replaces');
  const replaces = asked !== null && KEY_ID.test(asked) ? asked : null;
  return (
    <Stack gap="lg">
      <KeysTabs />
      <div>
        <PageHeading key={replaces}>{t(replaces === null ? 'title' : 'replacement.title')}</PageHeading>
        <Text c="dimmed" mt={4} maw="44rem">
          {t(replaces === null ? 'intro' : 'replacement.intro')}
        </Text>
      </div>
      <Form replaces={replaces} key={replaces} />
    </Stack>
  );
}

function Form({ replaces }: { replaces: string | null }) {
  const catalogue = useQuery(permissionCatalogueQuery);
  const replaced = useQuery({
    queryKey: ['keys', 'replaced', replaces],
    queryFn: ({ signal }) =>
      replaces === null ? null : api.get('/v1/keys/{keyId}', { path: { keyId: replaces }, signal }),
  });
  const failed = [catalogue, replaced].find(({ error }) => error !== null);
  if (failed !== undefined) return <ProblemAlert error={failed.error} onRetry={failed.refetch} />;
  if (catalogue.data === undefined || replaced.data === undefined) return <PageLoading />;
  const draft = newDraft(catalogue.data.defaults, replaced.data, new Date());
  return <KeyForm catalogue={catalogue.data} initial={draft} />;
}
