import { lazy } from 'react';
import { useMailLink } from '../app/mail-link.ts';
import { ConfirmCreation } from './confirm-creation.tsx';
import { PasteLink } from './paste-link.tsx';

const ConfirmEditPage = lazy(() => import('../key-edits/confirm-edit-page.tsx'));

/** Behind the links of confirmation mails. Opening one changes nothing; pressing the button does. */
export default function ConfirmPage() {
  const { creation, edit, token } = useMailLink();
  if (token !== null && edit !== null) return <ConfirmEditPage key={edit} />;
  if (token === null || creation === null) return <PasteLink />;
  return <ConfirmCreation key={creation} id={creation} token={token} />;
}
