import type { PlacedOperation } from './document.ts';

/** The call with curl, with the first example as its body. `cookies.txt` plays the browser. */
export function curlCommand({ method, path, operation }: PlacedOperation, server: string): string {
  const { parameters = [], requestBody, security } = operation;
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path);
  const [body] = Object.values(requestBody?.content['application/json']?.examples ?? {});
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${server}${filled}'`,
    ...(security.length > 0 || method !== 'GET' ? ['-b cookies.txt -c cookies.txt'] : []),
    ...(body === undefined
      ? []
      : [
          "-H 'content-type: application/json'",
          `-d '${JSON.stringify(body.value).replaceAll("'", "'\\''")}'`,
        ]),
  ];
  return lines.join(' \\\n  ');
}
