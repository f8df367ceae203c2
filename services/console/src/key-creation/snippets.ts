export const SNIPPET_NAMES = ['ccxt', 'python', 'curl', 'websocket'] as const;
export type SnippetName = (typeof SNIPPET_NAMES)[number];

/** Keeps the secret out of files and of the shell's history: typed or pasted once, read by every example. */
export const READ_SECRET = 'read -rs COUNTERSIGN_SECRET && export COUNTERSIGN_SECRET';

type Target = { readonly gatewayUrl: string; readonly keyId: string };

/**
 * Programs that ask the gateway what the key may do, which every key may ask. They take the secret from the
 * environment: no text that can be copied here holds it.
 */
export const SNIPPETS: Readonly<Record<SnippetName, (target: Target) => string>> = {
  ccxt: ({ gatewayUrl, keyId }) => `import ccxt from 'ccxt';

const exchange = new ccxt.bitfinex({
  apiKey: '${keyId}',
  secret: process.env.COUNTERSIGN_SECRET,
});
const gateway = '${gatewayUrl}';
exchange.urls.api = { public: gateway, private: gateway, v1: gateway };

console.log(await exchange.privatePostAuthRPermissions());
`,

  python: ({ gatewayUrl, keyId }) => `import hashlib, hmac, os, time, urllib.request

KEY, SECRET = "${keyId}", os.environ["COUNTERSIGN_SECRET"]
GATEWAY, path, body = "${gatewayUrl}", "/v2/auth/r/permissions", "{}"

nonce = str(time.time_ns() // 1_000_000)
message = f"/api{path}{nonce}{body}".encode()
signature = hmac.new(SECRET.encode(), message, hashlib.sha384).hexdigest()
headers = {"bfx-apikey": KEY, "bfx-nonce": nonce, "bfx-signature": signature, "content-type": "application/json"}
request = urllib.request.Request(GATEWAY + path, body.encode(), headers)
print(urllib.request.urlopen(request, timeout=10).read().decode())
`,

  curl: ({ gatewayUrl, keyId }) => `KEY='${keyId}'
GATEWAY='${gatewayUrl}'

path=/v2/auth/r/permissions
body='{}'
nonce=$(date +%s)000   # milliseconds; higher with every request
signature=$(printf '%s' "/api$path$nonce$body" | openssl dgst -sha384 -hmac "$COUNTERSIGN_SECRET" | sed 's/.*= *//')

curl -s "$GATEWAY$path" -d "$body" -H 'content-type: application/json' \\
  -H "bfx-apikey: $KEY" -H "bfx-nonce: $nonce" -H "bfx-signature: $signature"
`,

  websocket: ({ gatewayUrl, keyId }) => `import { createHmac } from 'node:crypto';

const authNonce = String(Date.now());
const authPayload = \`AUTH\${authNonce}\`;
const authSig = createHmac('sha384', process.env.COUNTERSIGN_SECRET).update(authPayload).digest('hex');

const socket = new WebSocket('${gatewayUrl.replace(/^http/, 'ws')}/ws/2');
socket.onmessage = ({ data }) => console.log(data);
socket.onopen = () =>
  socket.send(JSON.stringify({ event: 'auth', apiKey: '${keyId}', authNonce, authPayload, authSig }));
`,
};
