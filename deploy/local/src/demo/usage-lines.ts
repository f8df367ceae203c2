import type { KeyPair } from './signed-request.ts';

/** Ready to paste: the key used from curl, ccxt and Python. Shows the secret. Nonces are milliseconds throughout: one key, one unit. */
export function usageLines({ keyId, secret }: KeyPair, gateway: string): string {
  return `
# The key, for curl and the scripts below
export KEY=${keyId}
export SECRET=${secret}

# curl and openssl
API=/v2/auth/r/wallets NONCE=$(node -p 'Date.now()') BODY='{}'
SIGNATURE=$(printf '/api%s%s%s' "$API" "$NONCE" "$BODY" | openssl dgst -sha384 -hmac "$SECRET" | sed 's/^.* //')
curl -sS "${gateway}$API" -H 'content-type: application/json' -H "bfx-apikey: $KEY" \\
  -H "bfx-nonce: $NONCE" -H "bfx-signature: $SIGNATURE" -d "$BODY"; echo

# ccxt (run in this folder)
node --input-type=module -e "
import ccxt from 'ccxt';
const exchange = new ccxt.bitfinex({ apiKey: process.env.KEY, secret: process.env.SECRET });
for (const api of ['public', 'private', 'v1']) exchange.urls.api[api] = '${gateway}';
console.log((await exchange.fetchBalance()).total);
"

# ccxt over WebSocket (run in this folder)
node --input-type=module -e "
import ccxt from 'ccxt';
const exchange = new ccxt.pro.bitfinex({ apiKey: process.env.KEY, secret: process.env.SECRET });
for (const api of ['public', 'private', 'v1']) exchange.urls.api[api] = '${gateway}';
for (const api of ['public', 'private']) exchange.urls.api.ws[api] = '${gateway.replace(/^http/, 'ws')}/ws/2';
await exchange.loadHttpProxyAgent();
console.log((await exchange.watchBalance()).total);
await exchange.close();
"

# Python, with nothing to install
python3 - <<'END'
import hashlib, hmac, os, time, urllib.request
path, nonce, body = '/v2/auth/r/wallets', str(int(time.time() * 1000)), '{}'
signed = f'/api{path}{nonce}{body}'.encode()
signature = hmac.new(os.environ['SECRET'].encode(), signed, hashlib.sha384).hexdigest()
headers = {'Content-Type': 'application/json', 'bfx-apikey': os.environ['KEY'],
           'bfx-nonce': nonce, 'bfx-signature': signature}
request = urllib.request.Request('${gateway}' + path, body.encode(), headers)
print(urllib.request.urlopen(request).read().decode())
END
`;
}
