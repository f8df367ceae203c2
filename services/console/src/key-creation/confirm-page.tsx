import { useMailLink } from '../app/mail-link.ts';
import { ConfirmCreation } from './confirm-creation.tsx';
import { PasteLink } from './paste-link.tsx';

/** Behind the links of confirmation mails. Opening one changes nothing; pressing the button does. */
export default function ConfirmPage() {
  const { creation, token } = useMailLink();
  if (token === null || creation === null) return <PasteLink />;
  return <ConfirmCreation key={creation} id={creation} token={token} />;
}
