"use strict";

// Guards as the documentation switches them on, and members that know each other's ports.
module.exports = (nodeID) => ({
  nodeID,
  logLevel: "warn",
  transporter: {
    type: "TCP",
    options: {
      udpDiscovery: false,
      port: Number(process.env[`${nodeID.toUpperCase()}_PORT`]),
      urls: [
        `127.0.0.1:${process.env.GATEWAY_PORT}/gateway`,
        `127.0.0.1:${process.env.SERVICE_PORT}/service`,
      ],
    },
  },
  requestTimeout: 5000,
  circuitBreaker: { enabled: true },
  retryPolicy: { enabled: true },
});
