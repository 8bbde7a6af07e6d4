-- Looks at every answer, and says a line of JSON in the end. Its arguments are how right answers begin, and
-- perhaps a script that makes up requests, with arguments of its own.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  beginning = arguments[1]
  expected = 200
  wrong = 0
  mistake = ""
  if arguments[2] then
    dofile(arguments[2])(arguments)
  end
end

function response(status, headers, body)
  if status ~= expected or string.sub(body, 1, #beginning) ~= beginning then
    wrong = wrong + 1
    mistake = string.gsub(string.sub(status .. " " .. body, 1, 300), '[%c"\\]', "'")
  end
end

function done(summary, latency, requests)
  local wrong, mistake = 0, ""
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
    mistake = mistake == "" and thread:get("mistake") or mistake
  end
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '{"answers":%d,"errors":%d,"nanos":%d,"p50":%d,"p99":%d,"mistake":"%s"}\n',
    summary.requests - wrong, broken + wrong, summary.duration * 1000,
    latency:percentile(50), latency:percentile(99), mistake))
end
