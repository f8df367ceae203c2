import { CountersignClient } from '@countersign/client';

/** The key service, on the page's own origin. The session is a cookie that no script can read. */
export const api = new CountersignClient();
