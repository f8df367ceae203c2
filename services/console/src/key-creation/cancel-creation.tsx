import { isProblem } from '@countersign/client';
import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { creationQuery } from './creation-query.ts';

/** Ends a creation that was not confirmed. If a confirmation was faster, the page shows that instead. */
export function CancelCreation({ id }: { id: string }) {
  const { t } = useTranslation('keyCreation');
  const cancel = useAction(
    async () => {
      try {
        await api.delete('/v1/key-creations/{id}', { path: { id } });
      } catch (error) {
        if (!isProblem(error, 'creation-state-conflict', 'creation-expired', 'creation-refused')) throw error;
      }
    },
    { onSuccess: () => queryClient.invalidateQueries({ queryKey: creationQuery(id).queryKey }) },
  );
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="start"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {t('cancel')}
      </Anchor>
      <ProblemAlert error={cancel.error} />
    </>
  );
}
