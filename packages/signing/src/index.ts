export { signBitfinexV1 } from './bitfinex-v1.ts';
export { bitfinexV2Mac, bitfinexV2Text, signBitfinexV2 } from './bitfinex-v2.ts';
export { isSignatureValid, macOf, type SignatureBase, textBase } from './signature.ts';
