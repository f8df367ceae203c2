-- For wrk: sends the requests of the file in BENCH_REQUESTS, each once, and ends with one line of JSON.
-- The file: for each request its length in bytes, a line feed, its bytes.

local requests, pause_ms, pass = {}, 0, 0

function init(_)
  local file = assert(io.open(os.getenv("BENCH_REQUESTS"), "rb"))
  local text = file:read("*a")
  file:close()
  local at = 1
  while at <= #text do
    local line_end = text:find("\n", at, true)
    local length = tonumber(text:sub(at, line_end - 1))
    requests[#requests + 1] = text:sub(line_end + 1, line_end + length)
    at = line_end + length + 1
  end
  pause_ms = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")
  math.randomseed(1)
end

-- The calls are spread at random, or all connections would ask at the same moment.
function delay()
  if pause_ms == 0 then return 0 end
  return math.random(0, 2 * pause_ms)
end

function request()
  pass = pass + 1
  -- Past the end they are repeated: replays, which show as refused.
  return requests[(pass - 1) % #requests + 1]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"micros":%d,"refused":%d,"broken":%d,"p50Us":%d,"p99Us":%d,"maxUs":%d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
