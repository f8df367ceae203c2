import { toWire, type Units } from '../money/units.ts';

/** A deposit (amount above zero) or a withdrawal (below). */
export type Movement = {
  readonly id: number;
  readonly at: number;
  readonly currency: string;
  readonly method: string;
  readonly amount: Units;
  /** At or below zero. */
  readonly fee: Units;
  readonly address: string;
  readonly paymentId: string | null;
  readonly transaction: string;
  readonly note: string | null;
};

/** 22 places, see docs.bitfinex.com/reference/rest-auth-movements. Nothing leaves, so all are done at once. */
export function movementToWire(movement: Movement): unknown[] {
  const { id, currency, method, at, amount, fee, address, paymentId, transaction, note } = movement;
  const [money, place] = [
    [toWire(amount), toWire(fee), null, null],
    [address, paymentId, null, null],
  ];
  const state = [null, null, at, at, null, null, 'COMPLETED', null, null];
  return [id, currency, method, ...state, ...money, ...place, transaction, note];
}
