import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { NO_MAIL_LINK, setMailLink } from '../app/mail-link.ts';
import { keyPath } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import type { EndedState, KeyEdit } from './key-edit-queries.ts';

/** The link of an edit that is over: how it ended, and the way to the key as it is now. */
export function EndedEdit({ edit }: { edit: KeyEdit }) {
  const { t } = useTranslation('keyEdits');
  const state = edit.state as EndedState;
  return (
    <NarrowPage title={t(`ended.${state}`)} intro={t(`endedText.${state}`)}>
      <Button component={Link} href={keyPath(edit.keyId)} onClick={() => setMailLink(NO_MAIL_LINK)}>
        {t('confirm.done.goOn')}
      </Button>
    </NarrowPage>
  );
}
