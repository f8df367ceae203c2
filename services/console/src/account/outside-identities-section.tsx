import type { ItemOf } from '@countersign/client';
import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { PATHS } from '../app/paths.ts';
import { PersonIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Row, Rows } from '../components/rows.tsx';
import { Section } from '../components/section.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { useStepUp } from '../second-factors/use-step-up.ts';
import { OutsideRefusal } from '../users/outside-refusal.tsx';
import { outsideQuery } from '../users/outside-sign-in.tsx';

type Identity = ItemOf<'/v1/outside-identities'>;

const identitiesQuery = queryOptions({
  queryKey: ['outside-identities'],
  queryFn: async ({ signal }) => (await api.get('/v1/outside-identities', { signal })).items,
});

/** With what the account can be signed in to besides its password, where the platform has an identity provider. */
export function OutsideIdentitiesSection() {
  const { t } = useTranslation('account');
  const format = useFormat();
  const { data: provider } = useQuery(outsideQuery);
  const { data: identities = [] } = useQuery(identitiesQuery);
  const link = useLink(provider?.returnPaths ?? []);
  const remove = useRemove();
  const name = provider?.name ?? null;
  if (name === null && identities.length === 0) return null;
  const linkButton = (
    <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
      {t('outside.link', { name })}
    </Button>
  );
  return (
    <Section title={t('outside.title')} intro={t('outside.intro')} {...(name ? { action: linkButton } : {})}>
      <OutsideRefusal />
      <ProblemAlert error={link.error ?? remove.error} />
      <Rows label={t('outside.title')}>
        {identities.map((identity) => (
          <Row
            key={identity.id}
            icon={<PersonIcon />}
            title={new URL(identity.issuer).host}
            lines={[t('outside.since', { when: format.dateTime(identity.createdAt) })]}
            actions={
              <Button
                size="sm"
                variant="default"
                loading={remove.isPending}
                onClick={() => remove.mutate(identity)}
              >
                {t('outside.remove')}
              </Button>
            }
          />
        ))}
      </Rows>
    </Section>
  );
}

/** Leaves for the identity provider, which sends the browser back here. */
function useLink(returnPaths: readonly string[]) {
  const { t } = useTranslation('account');
  const stepUp = useStepUp();
  const next = returnPaths.includes(PATHS.security) ? { next: PATHS.security } : {};
  return useMutation({
    async mutationFn() {
      const answer = await stepUp({
        approval: { purpose: 'outside-identity-link' },
        text: t('outside.linkText'),
        submitLabel: t('outside.goOn'),
        apply: (secondFactor) =>
          api.post('/v1/outside-identities', { body: { ...next, ...(secondFactor && { secondFactor }) } }),
      });
      if (answer !== null) location.assign(answer.authorizationUrl);
    },
  });
}

function useRemove() {
  const { t } = useTranslation('account');
  const stepUp = useStepUp();
  return useMutation({
    async mutationFn({ id }: Identity) {
      await stepUp({
        approval: { purpose: 'outside-identity-removal', subject: id },
        text: t('outside.removeText'),
        submitLabel: t('outside.remove'),
        apply: (secondFactor) =>
          api.delete('/v1/outside-identities/{id}', {
            path: { id },
            body: { ...(secondFactor && { secondFactor }) },
          }),
      });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: identitiesQuery.queryKey }),
  });
}
