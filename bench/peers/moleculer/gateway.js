"use strict";

const { createSecretKey } = require("crypto");
const { ServiceBroker } = require("moleculer");
const ApiGateway = require("moleculer-web");
const jwt = require("jsonwebtoken");
const options = require("./options");

const broker = new ServiceBroker(options("gateway"));
// As a key: a text would be tried as a public key first, for 400 us with each token.
const secret = createSecretKey(Buffer.from(process.env.PEER_SECRET));

broker.createService({
  name: "api",
  mixins: [ApiGateway],
  settings: {
    ip: "127.0.0.1",
    port: Number(process.env.HTTP_PORT),
    rateLimit: { window: 1000, limit: 1000000, headers: true },
    routes: [
      {
        path: "/",
        authorization: true,
        mappingPolicy: "restrict",
        aliases: { "GET time": "time.now" },
      },
    ],
  },
  methods: {
    authorize(context, route, request) {
      const [kind, token] = (request.headers.authorization || "").split(" ");
      if (kind !== "Bearer") {
        throw new ApiGateway.Errors.UnAuthorizedError();
      }
      try {
        context.meta.user = jwt.verify(token, secret, { algorithms: ["HS256"] }).sub;
      } catch (refused) {
        throw new ApiGateway.Errors.UnAuthorizedError();
      }
    },
  },
});

broker.start();
