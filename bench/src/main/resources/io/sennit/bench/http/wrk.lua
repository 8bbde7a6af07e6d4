-- Looks at every answer, and says a line of JSON in the end. Its argument is how right answers begin.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  expected = arguments[1]
  wrong = 0
end

function response(status, headers, body)
  if status ~= 200 or string.sub(body, 1, #expected) ~= expected then
    wrong = wrong + 1
  end
end

function done(summary, latency, requests)
  local wrong = 0
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
  end
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '{"answers":%d,"errors":%d,"nanos":%d,"p50":%d,"p99":%d}\n',
    summary.requests - wrong, broken + wrong, summary.duration * 1000,
    latency:percentile(50), latency:percentile(99)))
end
