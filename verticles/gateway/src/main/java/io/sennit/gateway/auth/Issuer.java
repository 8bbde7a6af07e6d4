package io.sennit.gateway.auth;

import io.sennit.gateway.rules.TrustedIssuer;

/** An OpenID provider: what is asked of its tokens, and its keys. */
record Issuer(TrustedIssuer rules, IssuerKeys keys) {}
