import { Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { CopyField } from '../components/copy-field.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { usePageLeft } from '../components/use-page-left.ts';
import { CodeField } from './code-field.tsx';
import classes from './enrol-totp-dialog.module.css';
import { refreshFactors } from './factor-queries.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Enrolment } from './totp-section.tsx';
import { useStepUp } from './use-step-up.ts';

type Props = {
  /** What the app has to be given; the dialog is open as long as there is one. */
  readonly enrolment: Enrolment | null;
  readonly onClose: () => void;
  /** With recovery codes, if this is the account's first factor. */
  readonly onEnrolled: (recoveryCodes: readonly string[] | null) => void;
};

export function EnrolTotpDialog({ enrolment, onClose, onEnrolled }: Props) {
  const { t } = useTranslation('secondFactors');
  usePageLeft(onClose);
  return (
    <Modal
      opened={enrolment !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('totp.dialog')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {enrolment !== null && <Steps enrolment={enrolment} onEnrolled={onEnrolled} />}
    </Modal>
  );
}

function Steps({ enrolment, onEnrolled }: Omit<Props, 'onClose' | 'enrolment'> & { enrolment: Enrolment }) {
  const { t } = useTranslation('secondFactors');
  const stepUp = useStepUp();
  const { id, secret, qrSvg } = enrolment;
  const activate = useMutation({
    async mutationFn(factor: Promise<SecondFactor>) {
      const typed = await factor;
      const code = 'code' in typed ? typed.code : '';
      const answer = await stepUp({
        approval: { purpose: 'second-factor-enrolment', subject: id },
        text: t('totp.another'),
        submitLabel: t('totp.activate'),
        apply: (secondFactor) =>
          api.post('/v1/second-factors/totp/{id}/activation', {
            path: { id },
            body: { code, ...(secondFactor && { secondFactor }) },
          }),
      });
      if (answer === null) return;
      onEnrolled(answer.recoveryCodes);
      await refreshFactors();
    },
  });
  return (
    <Stack gap="lg">
      <Text>{t('totp.scan')}</Text>
      <img
        className={classes.qr}
        width={208}
        height={208}
        alt={t('totp.qr')}
        src={`data:image/svg+xml;base64,${btoa(qrSvg)}`}
      />
      <CopyField label={t('totp.secret')} value={secret} />
      <CodeField
        method="totp"
        submitLabel={t('totp.activate')}
        isPending={activate.isPending}
        failedAttempts={activate.error}
        onFactor={activate.mutate}
      />
      <ProblemAlert error={activate.error} />
    </Stack>
  );
}
