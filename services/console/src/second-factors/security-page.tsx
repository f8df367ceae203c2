import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountSections } from '../account/account-sections.tsx';
import { PageLoading } from '../app/page-loading.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ReadingFailed } from '../components/reading-failed.tsx';
import { type Factor, factorsQuery, type Policy, policyQuery } from './factor-queries.ts';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { RecoveryCodesSection } from './recovery-codes-section.tsx';
import { SecurityKeysSection } from './security-keys-section.tsx';
import { SecurityNotices } from './security-notices.tsx';
import { TotpSection } from './totp-section.tsx';

export default function SecurityPage() {
  const { t } = useTranslation('secondFactors');
  const factors = useQuery(factorsQuery);
  const policy = useQuery(policyQuery);
  const error = factors.error ?? policy.error;
  const isRead = factors.data !== undefined && policy.data !== undefined;
  return (
    <Stack gap="lg">
      <div>
        <PageHeading>{t('title')}</PageHeading>
        <Text c="dimmed">{t('intro')}</Text>
      </div>
      <ReadingFailed
        error={error}
        isOldShown={isRead}
        onRetry={() => Promise.all([factors.refetch(), policy.refetch()])}
      />
      {isRead && <Factors factors={factors.data} policy={policy.data} />}
      {!isRead && error === null && <PageLoading />}
      <AccountSections />
    </Stack>
  );
}

type Props = { readonly factors: readonly Factor[]; readonly policy: Policy };

function Factors({ factors, policy }: Props) {
  // Recovery codes are here, and on the screen, until their owner has recorded them or leaves the page.
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const totp = factors.find(({ method }) => method === 'totp') ?? null;
  const securityKeys = factors.filter(({ method }) => method === 'webauthn');
  return (
    <>
      <SecurityNotices hasFactor={factors.length > 0} policy={policy} />
      <TotpSection factor={totp} isCounted={!policy.securityKeyOnly} onCodes={setCodes} />
      <SecurityKeysSection securityKeys={securityKeys} policy={policy} onCodes={setCodes} />
      {factors.length > 0 && <RecoveryCodesSection unused={policy.unusedRecoveryCodes} onCodes={setCodes} />}
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}
