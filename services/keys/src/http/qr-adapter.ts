import { toString as toQr } from 'qrcode';

/** The text as a QR code, a self-contained `<svg>` without script, style or reference. */
export function qrSvg(text: string): Promise<string> {
  return toQr(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}
