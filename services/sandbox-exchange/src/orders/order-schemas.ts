import { Type } from 'typebox';
import { ClientId, Day, Decimal, Flag, fields, Id, Note, Word } from '../http/fields.ts';
import { Paging } from '../http/paging.ts';
import { ORDER_TYPES, type OrderType } from './order.ts';

const MOST_NAMED = 200;
const MOST_OPERATIONS = 75;

const OrderTypeName = Type.Union(Object.keys(ORDER_TYPES).map((name) => Type.Literal(name as OrderType)));
const Leverage = Type.Integer({ minimum: 1, maximum: 100 });
const Flags = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 });
const TimeInForce = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?$',
});
const Meta = fields({
  aff_code: Type.Optional(Note),
  make_visible: Type.Optional(Flag),
  protect_selfmatch: Type.Optional(Flag),
});

export const Submit = fields({
  type: OrderTypeName,
  symbol: Word,
  amount: Decimal,
  price: Type.Optional(Decimal),
  lev: Type.Optional(Leverage),
  gid: Type.Optional(ClientId),
  cid: Type.Optional(ClientId),
  flags: Type.Optional(Flags),
  tif: Type.Optional(TimeInForce),
  meta: Type.Optional(Meta),
});
export const Update = fields({
  id: Type.Optional(Id),
  cid: Type.Optional(ClientId),
  cid_date: Type.Optional(Day),
  gid: Type.Optional(ClientId),
  amount: Type.Optional(Decimal),
  delta: Type.Optional(Decimal),
  price: Type.Optional(Decimal),
  lev: Type.Optional(Leverage),
  flags: Type.Optional(Flags),
  tif: Type.Optional(TimeInForce),
  meta: Type.Optional(Meta),
});
export const Cancel = fields({
  id: Type.Optional(Id),
  cid: Type.Optional(ClientId),
  cid_date: Type.Optional(Day),
});
export const CancelMulti = fields({
  all: Type.Optional(Flag),
  id: Type.Optional(Type.Array(Id, { maxItems: MOST_NAMED })),
  gid: Type.Optional(Type.Array(ClientId, { maxItems: MOST_NAMED })),
  cid: Type.Optional(Type.Array(Type.Tuple([ClientId, Day]), { maxItems: MOST_NAMED })),
});
export const Multi = fields({
  ops: Type.Array(
    Type.Union([
      Type.Tuple([Type.Literal('on'), Submit]),
      Type.Tuple([Type.Literal('ou'), Update]),
      Type.Tuple([Type.Literal('oc'), Cancel]),
      Type.Tuple([Type.Literal('oc_multi'), CancelMulti]),
    ]),
    { minItems: 1, maxItems: MOST_OPERATIONS },
  ),
});
export const Find = fields({
  id: Type.Optional(Type.Array(Id, { maxItems: MOST_NAMED })),
  gid: Type.Optional(ClientId),
  cid: Type.Optional(ClientId),
  cid_date: Type.Optional(Day),
});
export const FindClosed = fields({ ...Paging, id: Type.Optional(Type.Array(Id, { maxItems: MOST_NAMED })) });
export const ListTrades = fields({ ...Paging });

export const Available = fields({
  symbol: Word,
  type: Type.Union([Type.Literal('EXCHANGE'), Type.Literal('DERIV')]),
  dir: Type.Union([Type.Literal(1), Type.Literal(-1)]),
  rate: Type.Optional(Decimal),
  lev: Type.Optional(Decimal),
});
