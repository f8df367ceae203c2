import type { AnswerOf } from '@countersign/client';
import { Badge, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useAction } from '../api/use-action.ts';
import { PhoneIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Row, Rows } from '../components/rows.tsx';
import { Section } from '../components/section.tsx';
import { EnrolTotpDialog } from './enrol-totp-dialog.tsx';
import type { Factor } from './factor-queries.ts';
import { useFactorLines } from './use-factor-lines.ts';
import { useRemoveFactor } from './use-remove-factor.ts';

type Props = {
  readonly factor: Factor | null;
  /** False where the account accepts security keys only. */
  readonly isCounted: boolean;
  readonly onCodes: (codes: readonly string[] | null) => void;
};

export type Enrolment = AnswerOf<'post', '/v1/second-factors/totp'>;

export function TotpSection({ factor, isCounted, onCodes }: Props) {
  const { t } = useTranslation('secondFactors');
  const linesOf = useFactorLines();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  // Gives nothing back: what a mutation answered would be kept longer than the dialog that shows it.
  const begin = useAction(async () => setEnrolment(await api.post('/v1/second-factors/totp')));
  const removeFactor = useRemoveFactor();
  const remove = useMutation({ mutationFn: removeFactor });
  const setUp = (
    <Button loading={begin.isPending} onClick={() => begin.mutate()}>
      {t('totp.setUp')}
    </Button>
  );
  return (
    <Section title={t('totp.title')} intro={t('totp.intro')} {...(factor === null ? { action: setUp } : {})}>
      <ProblemAlert error={begin.error ?? remove.error} />
      {factor !== null && (
        <Rows label={t('totp.title')}>
          <Row
            icon={<PhoneIcon />}
            title={t('totp.app')}
            badge={
              <Badge variant="light" color={isCounted ? 'petrol' : 'gray'} tt="none">
                {t(isCounted ? 'active' : 'notCounted')}
              </Badge>
            }
            lines={linesOf(factor)}
            actions={
              <Button
                size="sm"
                variant="default"
                loading={remove.isPending}
                aria-label={t('remove.what', { what: t('totp.app') })}
                onClick={() => remove.mutate(factor)}
              >
                {t('remove.button')}
              </Button>
            }
          />
        </Rows>
      )}
      <EnrolTotpDialog
        enrolment={enrolment}
        onClose={() => setEnrolment(null)}
        onEnrolled={(codes) => {
          setEnrolment(null);
          onCodes(codes);
        }}
      />
    </Section>
  );
}
