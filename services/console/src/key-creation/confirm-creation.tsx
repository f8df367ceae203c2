import { isProblem } from '@countersign/client';
import { useQuery } from '@tanstack/react-query';
import { PageLoading } from '../app/page-loading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ConfirmationRefused, isAnswerForThis } from './confirmation-refused.tsx';
import { CreationOutcome } from './creation-outcome.tsx';
import { creationQuery, type KeyCreation } from './creation-query.ts';
import { OfferCreation, OfferFreshSecret } from './offer-creation.tsx';
import { OtherAccount } from './other-account.tsx';
import { Reveal } from './reveal.tsx';
import { LostAnswer, SecretTakenOff, SecretTimeOver } from './secret-gone.tsx';
import { useReveal } from './use-reveal.ts';

type Props = { readonly id: string; readonly token: string };

/** From the link of a mail to the secret. */
export function ConfirmCreation({ id, token }: Props) {
  const { stage, confirm, takeOff } = useReveal(id, token);
  const { error } = confirm;
  const press = { isPending: confirm.isPending, error, onPress: () => confirm.mutate() };

  if (stage.name === 'revealed')
    return <Reveal creationId={id} revealed={stage.revealed} onLeave={takeOff} />;
  if (stage.name === 'time-over') return <SecretTimeOver keyId={stage.keyId} />;
  if (isProblem(error) && isAnswerForThis(error)) return <ConfirmationRefused id={id} code={error.code} />;
  if (stage.name === 'taken-off') return <SecretTakenOff {...press} revealUntil={stage.revealUntil} />;
  if (error !== null && !isProblem(error)) return <LostAnswer {...press} />;
  return <Offer id={id} press={press} />;
}

export type Press = {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onPress: () => void;
};

function Offer({ id, press }: { id: string; press: Press }) {
  const { data, error, refetch } = useQuery(creationQuery(id));
  if (isProblem(error, 'not-found')) return <OtherAccount />;
  if (data === undefined) {
    return error === null ? <PageLoading /> : <ProblemAlert error={error} onRetry={refetch} />;
  }
  return <OfferByState creation={data} press={press} />;
}

function OfferByState({ creation, press }: { creation: KeyCreation; press: Press }) {
  switch (creation.state) {
    case 'awaiting_second_factor':
      return <ConfirmationRefused id={creation.id} code="creation-state-conflict" />;
    case 'awaiting_confirmation':
      return <OfferCreation creation={creation} press={press} />;
    case 'revealed':
      return <OfferFreshSecret creation={creation} press={press} />;
    default:
      return <CreationOutcome creationId={creation.id} state={creation.state} />;
  }
}
