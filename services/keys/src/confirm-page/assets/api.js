const TIMEOUT_MS = 20_000;

/**
 * One call to the key service, on the page's own origin.
 *
 * @returns {Promise<{ok: true, body: any} | {ok: false, code: string, problem?: {title: string, detail: string}}>}
 * `code` is the problem's, or `network` when no answer came: what was asked for may then have happened or not
 */
export async function call(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = response.status === 204 ? null : await response.json();
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, code: answer.code ?? 'internal-error', problem: answer };
  } catch {
    return { ok: false, code: 'network' };
  }
}
