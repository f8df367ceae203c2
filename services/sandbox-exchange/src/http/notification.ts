/** MTS, TYPE, MESSAGE_ID, _, DATA, CODE, STATUS, TEXT: how the wire answers every call that changes something. */
export function success(now: number, type: string, data: unknown, text: string): unknown[] {
  return [now, type, null, null, data, null, 'SUCCESS', text];
}
