-- Places orders: each of somebody, with a key of its own. Arguments behind the script's path: the file of the
-- tokens, that of the orders, a line each, and how the keys of this turn begin.
local function lines(path)
  local all = {}
  for line in io.lines(path) do
    table.insert(all, line)
  end
  return all
end

return function(arguments)
  local tokens, orders, turn = lines(arguments[2]), lines(arguments[3]), arguments[4]
  -- Threads have no number; the address of a table of theirs will do.
  local thread = string.match(tostring(tokens), "0x%x+")
  local sent = 0
  math.randomseed(tonumber(thread))

  function request()
    sent = sent + 1
    return wrk.format("POST", "/order", {
      ["Authorization"] = "Bearer " .. tokens[math.random(#tokens)],
      ["Content-Type"] = "application/json",
      ["Idempotency-Key"] = turn .. "-" .. thread .. "-" .. sent
    }, orders[math.random(#orders)])
  end
end
