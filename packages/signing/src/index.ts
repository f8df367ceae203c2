export {
  bitfinexV2Mac,
  isBitfinexV2SignatureValid,
  signBitfinexV2,
} from './bitfinex-v2.ts';
