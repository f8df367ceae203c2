import type { SigningKey } from './presign.ts';

export type NginxSettings = {
  /** Folder for everything that nginx writes. */
  readonly folder: string;
  readonly port: number;
  /** What one location does. */
  readonly location: string;
  /** More for the `http` block. */
  readonly http?: string;
  readonly modules?: readonly string[];
};

/** One worker, no log of requests: as lean as nginx gets. */
export function nginxSettings({ folder, port, location, http = '', modules = [] }: NginxSettings): string {
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
${modules.map((module) => `load_module /usr/lib/nginx/modules/${module};`).join('\n')}
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 100000000;
  keepalive_timeout 120s;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  ${http}
  server {
    listen 127.0.0.1:${port};
    location / { ${location} }
  }
}
`;
}

/** The backend behind everything that is measured. */
export const ANSWER_LOCATION = `
  default_type application/json;
  return 200 '[["exchange","USD",1000,0,1000,null,null]]';`;

export const upstreamBlock = (port: number) =>
  `upstream backend { server 127.0.0.1:${port}; keepalive 256; keepalive_requests 100000000; }`;

export const PROXY_LOCATION = `
  proxy_pass http://backend;
  proxy_http_version 1.1;
  proxy_set_header Connection "";`;

/** What a platform would write by itself: look the secret up, compare the HMAC, then look at the nonce. */
export function luaLocation(redisPort: number | null): string {
  return `
  access_by_lua_block { require("check").request(${redisPort ?? 'nil'}) }
  ${PROXY_LOCATION}`;
}

export const luaBlock = (folder: string, port: number) => `
  ${upstreamBlock(port)}
  lua_package_path "${folder}/?.lua;/usr/share/lua/5.1/?.lua;;";
  lua_shared_dict nonces 64m;
  init_by_lua_block { require("check") }`;

/** The module that the blocks above require, with the secrets in it. */
export function luaModule(keys: readonly SigningKey[]): string {
  const secrets = keys.map(({ keyId, secret }) => `  ["${keyId}"] = "${secret}",`).join('\n');
  return `
local ffi = require("ffi")
ffi.cdef[[
  const void *EVP_sha384(void);
  unsigned char *HMAC(const void *md, const void *key, int key_length, const unsigned char *text, size_t length,
                      unsigned char *out, unsigned int *out_length);
]]
local sha384 = ffi.C.EVP_sha384()
local digest = ffi.new("unsigned char[48]")
local digest_length = ffi.new("unsigned int[1]")
local hex_digits = {}
for byte = 0, 255 do hex_digits[byte] = string.format("%02x", byte) end

local secrets = {
${secrets}
}

-- Keeps the greater of two nonces, compared as decimal numbers of any length.
local COMPARE_AND_SET = [[
local last = redis.call("GET", KEYS[1])
if last and (#last > #ARGV[1] or (#last == #ARGV[1] and last >= ARGV[1])) then return 0 end
redis.call("SET", KEYS[1], ARGV[1])
return 1]]
local script_digest

local function hmac_hex(secret, text)
  ffi.C.HMAC(sha384, secret, #secret, text, #text, digest, digest_length)
  local parts = {}
  for i = 0, 47 do parts[i + 1] = hex_digits[digest[i]] end
  return table.concat(parts)
end

local function refuse(code, text)
  ngx.status = 500
  ngx.header.content_type = "application/json"
  ngx.say('["error",' .. code .. ',"' .. text .. '"]')
  return ngx.exit(500)
end

local function is_fresh_in_memory(key_id, nonce)
  local nonces = ngx.shared.nonces
  local last = nonces:get(key_id)
  if last and tonumber(nonce) <= last then return false end
  nonces:set(key_id, tonumber(nonce))
  return true
end

local function is_fresh_in_redis(port, key_id, nonce)
  local redis = require("nginx.redis")
  if not redis.evalsha then redis.add_commands("evalsha", "script") end
  local connection = redis:new()
  connection:set_timeout(1000)
  if not connection:connect("127.0.0.1", port) then return false end
  if not script_digest then script_digest = connection:script("load", COMPARE_AND_SET) end
  local answer = connection:evalsha(script_digest, 1, "nonce:" .. key_id, nonce)
  connection:set_keepalive(60000, 256)
  return answer == 1
end

local M = {}
function M.request(redis_port)
  local headers = ngx.req.get_headers()
  local key_id, nonce, signature = headers["bfx-apikey"], headers["bfx-nonce"], headers["bfx-signature"]
  local secret = type(key_id) == "string" and secrets[key_id]
  if not secret or type(nonce) ~= "string" or not nonce:match("^[1-9]%d*$") then
    return refuse(10100, "apikey: invalid")
  end
  ngx.req.read_body()
  local body = ngx.req.get_body_data() or ""
  if hmac_hex(secret, "/api" .. ngx.var.request_uri .. nonce .. body) ~= signature then
    return refuse(10100, "apikey: invalid")
  end
  local fresh
  if redis_port then fresh = is_fresh_in_redis(redis_port, key_id, nonce)
  else fresh = is_fresh_in_memory(key_id, nonce) end
  if not fresh then return refuse(10114, "nonce: small") end
end
return M
`;
}
