import type { ErrorCode, ProblemError } from '@countersign/client';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { mailLinkUrl, useMailLink } from '../app/mail-link.ts';
import { creationPath } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { WrongBrowser } from '../users/wrong-browser.tsx';
import { CreationOutcome, type Ending } from './creation-outcome.tsx';
import { OtherAccount } from './other-account.tsx';

/** Answers that say how the creation ended, as the ending to show. */
const ENDINGS: Partial<Record<ErrorCode, Ending>> = {
  'creation-cancelled': 'cancelled',
  'creation-expired': 'expired',
  'creation-refused': 'refused',
  'reveal-closed': 'completed',
};

const OTHERS = [
  'wrong-browser',
  'wrong-account',
  'not-found',
  'confirmation-token-invalid',
  'creation-state-conflict',
] as const satisfies ErrorCode[];

type Code = (typeof OTHERS)[number];

/** After these no other press can help; the page says what will. All others stay beside the button. */
export const isAnswerForThis = ({ code }: ProblemError): boolean =>
  ENDINGS[code] !== undefined || OTHERS.includes(code as Code);

/** Why the link does not lead on. Nothing was changed by trying. */
export function ConfirmationRefused({ id, code }: { id: string; code: ErrorCode }) {
  const { t } = useTranslation('keyCreation');
  const link = useMailLink();
  const ending = ENDINGS[code];
  if (ending !== undefined) return <CreationOutcome creationId={id} state={ending} />;
  switch (code as Code) {
    case 'wrong-browser':
      return <WrongBrowser reason={t('wrongBrowser')} link={mailLinkUrl(link)} />;
    case 'creation-state-conflict':
      return (
        <NarrowPage title={t('notYet.title')} intro={t('notYet.text')}>
          <Button component={Link} href={creationPath(id)}>
            {t('notYet.goOn')}
          </Button>
        </NarrowPage>
      );
    case 'confirmation-token-invalid':
      return (
        <NarrowPage title={t('badToken.title')} intro={t('badToken.text')}>
          {null}
        </NarrowPage>
      );
    default:
      return <OtherAccount />;
  }
}
