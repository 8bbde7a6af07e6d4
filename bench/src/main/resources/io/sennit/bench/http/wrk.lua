-- Says a line of JSON in the end. Its arguments are perhaps a script that makes up requests, and arguments of that.
-- It has no function for answers, on purpose: wrk keeps body and fields of each for it.
function init(arguments)
  if arguments[1] then
    dofile(arguments[1])(arguments)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"answers":%d,"errors":%d,"nanos":%d,"p50":%d,"p99":%d}\n',
    summary.requests - errors.status,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration * 1000,
    latency:percentile(50),
    latency:percentile(99)))
end
