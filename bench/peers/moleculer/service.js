"use strict";

const { ServiceBroker } = require("moleculer");
const options = require("./options");

const broker = new ServiceBroker(options("service"));

broker.createService({
  name: "time",
  actions: {
    now: () => ({ time: "2026-11-20 11:22:33", iso: "2026-11-20T11:22:33Z", zone: "UTC" }),
  },
});

broker.start();
