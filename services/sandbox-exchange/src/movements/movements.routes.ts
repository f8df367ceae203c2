import { Type } from 'typebox';
import { WALLET_NAMES, type WalletKind } from '../accounts/wallet.ts';
import { Decimal, Flag, fields, Id, Note, toUnits, Word } from '../http/fields.ts';
import { success } from '../http/notification.ts';
import { Paging, page } from '../http/paging.ts';
import { type PrivateCall, pathParam, privateRoute, type Routes } from '../http/route.ts';
import { findCurrency } from '../market/currencies.ts';
import { toWire } from '../money/units.ts';
import { depositAddress } from './deposit-address.ts';
import { movementToWire } from './movement.ts';
import { transfer } from './transfer.ts';
import { withdraw } from './withdraw.ts';

const MOST_NAMED = 200;

const WalletName = Type.Union(Object.keys(WALLET_NAMES).map((name) => Type.Literal(name)));
const Address = Type.String({ pattern: '^[!-~]{1,128}$' });
const ListMovements = fields({
  ...Paging,
  id: Type.Optional(Type.Array(Id, { maxItems: MOST_NAMED })),
  address: Type.Optional(Address),
});
const Withdraw = fields({
  wallet: WalletName,
  method: Word,
  amount: Decimal,
  address: Address,
  payment_id: Type.Optional(Note),
  fee_deduct: Type.Optional(Flag),
  note: Type.Optional(Note),
  // Travel rule: taken as the wire has it, and not kept.
  travel_rule_tos: Type.Optional(Type.Boolean()),
  vasp_did: Type.Optional(Note),
  vasp_name: Type.Optional(Note),
  beneficiary_self: Type.Optional(Type.Boolean()),
  dest_firstname: Type.Optional(Note),
  dest_lastname: Type.Optional(Note),
  dest_corp_name: Type.Optional(Note),
});

function kindOf(name: string): WalletKind {
  return WALLET_NAMES[name] as WalletKind;
}

function listMovements(
  { account, body }: PrivateCall<Type.Static<typeof ListMovements>>,
  currency: string | null,
): unknown[] {
  const { id, address } = body;
  const found = account.movements.filter(
    (movement) =>
      (currency === null || movement.currency === currency) &&
      (id === undefined || id.includes(movement.id)) &&
      (address === undefined || movement.address === address),
  );
  return page(found, ({ at }) => at, body).map(movementToWire);
}

function withdrawNow({ account, body, desk }: PrivateCall<Type.Static<typeof Withdraw>>): unknown[] {
  const { wallet, method, address, payment_id: paymentId = null, note = null } = body;
  const terms = { amount: toUnits(body.amount, 'amount'), deductFee: body.fee_deduct === 1 };
  const request = { kind: kindOf(wallet), method, address, paymentId, note, ...terms };
  const { id, amount, fee } = withdraw(account, request, desk);
  const sent = [toWire(-amount), null, null, toWire(-fee)];
  const data = [id, null, method.toLowerCase(), paymentId, request.kind, ...sent];
  return success(desk.now(), 'acc_wd-req', data, 'Your withdrawal request has been successfully submitted.');
}

export const movementRoutes: Pick<Routes, 'private'> = {
  private: [
    privateRoute('r/movements/hist', ListMovements, (call) => listMovements(call, null)),
    privateRoute('r/movements/:currency/hist', ListMovements, (call) =>
      listMovements(call, findCurrency(pathParam(call.params, 'currency')).id),
    ),
    privateRoute(
      'w/transfer',
      fields({
        from: WalletName,
        to: WalletName,
        currency: Word,
        currency_to: Type.Optional(Word),
        amount: Decimal,
      }),
      ({ account, body, desk }) => {
        const { currency, currency_to: currencyTo = currency } = body;
        const [from, to, amount] = [kindOf(body.from), kindOf(body.to), toUnits(body.amount, 'amount')];
        const text = transfer(account, { from, to, currency, currencyTo, amount }, desk);
        const data = [desk.now(), from, to, null, currency, currencyTo, null, toWire(amount)];
        return success(desk.now(), 'acc_tf', data, text);
      },
    ),
    privateRoute(
      'w/deposit/address',
      fields({ wallet: WalletName, method: Word, op_renew: Type.Optional(Flag) }),
      ({ account, body, desk }) => {
        const { method, currency, address } = depositAddress(account, body.method, body.op_renew === 1, desk);
        return success(desk.now(), 'acc_dep', [null, method, currency, null, address, null], 'success');
      },
    ),
    privateRoute('w/withdraw', Withdraw, withdrawNow),
  ],
};
