import { isProblem } from '@countersign/client';
import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { NO_MAIL_LINK, setMailLink } from '../app/mail-link.ts';
import { creationPath } from '../app/paths.ts';
import { CopyField } from '../components/copy-field.tsx';
import { EyeIcon, EyeOffIcon } from '../components/icons.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { creationQuery } from './creation-query.ts';
import { KeyExamples } from './key-examples.tsx';
import classes from './reveal.module.css';
import type { Revealed } from './use-reveal.ts';

type Props = {
  readonly creationId: string;
  readonly revealed: Revealed;
  /** Takes the secret off at once. */
  readonly onLeave: (revealUntil: string) => void;
};

/** The one showing of a secret. It goes when the person says so, and when the page is left in any way. */
export function Reveal({ creationId, revealed, onLeave }: Props) {
  const { t } = useTranslation('keyCreation');
  const { dateTime } = useFormat();
  const { apiKey, revealUntil } = revealed;
  useLeaving(() => onLeave(revealUntil));
  return (
    <Stack gap="lg" className={classes.page ?? ''}>
      <PageHeading>{t('reveal.title')}</PageHeading>
      <Notice kind="warning" title={t('reveal.once')}>
        {t('reveal.store')}
      </Notice>
      <Credentials revealed={revealed} />
      <Saved creationId={creationId} />
      <Text size="sm" c="dimmed">
        {t('reveal.again', { when: dateTime(revealUntil) })}
      </Text>
      <KeyExamples keyId={apiKey.id} />
    </Stack>
  );
}

/** Key ID and secret as text and as a picture; both can be hidden from people who look on, and are not printed. */
function Credentials({ revealed: { apiKey, secret, qr } }: { revealed: Revealed }) {
  const { t } = useTranslation('keyCreation');
  const [isHidden, setHidden] = useState(false);
  return (
    <div className={classes.credentials}>
      <Stack gap="md" className={classes.fields ?? ''}>
        <CopyField label={t('keyId')} value={apiKey.id} />
        <div className={classes.secret}>
          <CopyField label={t('secret')} value={secret} isHidden={isHidden} />
        </div>
        <Button
          variant="default"
          size="sm"
          className={classes.hide ?? ''}
          leftSection={isHidden ? <EyeIcon /> : <EyeOffIcon />}
          onClick={() => setHidden(!isHidden)}
        >
          {t(isHidden ? 'reveal.show' : 'reveal.hide')}
        </Button>
        <p className={classes.printed}>{t('reveal.notPrinted')}</p>
      </Stack>
      <figure className={classes.qr}>
        {isHidden ? (
          <div className={classes.covered} />
        ) : (
          // As an image an SVG can run nothing and load nothing, whatever it holds.
          <img
            src={`data:image/svg+xml;base64,${btoa(qr.svg)}`}
            alt={t('reveal.qrAlt')}
            width={208}
            height={208}
          />
        )}
        <figcaption>{t('reveal.qr')}</figcaption>
      </figure>
    </div>
  );
}

function Saved({ creationId }: { creationId: string }) {
  const { t } = useTranslation('keyCreation');
  const [, navigate] = useLocation();
  const save = useAction(() => acknowledge(creationId), {
    onSuccess: () => {
      navigate(creationPath(creationId), { replace: true });
      setMailLink(NO_MAIL_LINK);
      return queryClient.invalidateQueries({ queryKey: creationQuery(creationId).queryKey });
    },
  });
  return (
    <Stack gap="sm" align="flex-start">
      <ProblemAlert error={save.error} />
      <Button loading={save.isPending} onClick={() => save.mutate()}>
        {t('reveal.saved')}
      </Button>
    </Stack>
  );
}

/** A reveal that is closed already, by the key's first use for example, is what was wanted. */
async function acknowledge(id: string): Promise<void> {
  try {
    await api.post('/v1/key-creations/{id}/acknowledgement', { path: { id } });
  } catch (error) {
    if (!isProblem(error, 'reveal-closed')) throw error;
  }
}

/** Calls when the page is left, also to be kept for the back button, or is shown again from there. */
function useLeaving(onLeave: () => void): void {
  useEffect(() => {
    // Asks before the only showing of a secret is closed by mistake.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    addEventListener('pagehide', onLeave);
    addEventListener('pageshow', onLeave);
    return () => {
      removeEventListener('beforeunload', ask);
      removeEventListener('pagehide', onLeave);
      removeEventListener('pageshow', onLeave);
    };
  });
}
