import type { Account } from '../accounts/account.ts';
import type { Desk } from '../desk.ts';
import { findTransported } from '../market/currencies.ts';

export type DepositAddress = { readonly method: string; readonly currency: string; readonly address: string };

/** The account's address for a method, the same until it is renewed; made so that nobody takes it for a real one. */
export function depositAddress(account: Account, method: string, renew: boolean, desk: Desk): DepositAddress {
  const { id: currency, transport } = findTransported(method);
  const known = account.depositAddresses.get(transport.method);
  const address =
    known !== undefined && !renew ? known : `sandbox-${transport.method.toLowerCase()}-${desk.nextId()}`;
  account.depositAddresses.set(transport.method, address);
  return { method: transport.method, currency, address };
}
