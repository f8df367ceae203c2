/**
 * An e-mail address that its owner knows again and somebody who looks over a shoulder does not learn: "a…@b.c" for
 * "ada@b.c". The domain stays: it says which mailbox to look into.
 */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email.slice(0, at);
  return `${first}…${email.slice(at)}`;
}
