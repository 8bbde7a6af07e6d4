package io.sennit.gateway.outside;

import io.sennit.gateway.auth.ClaimedHeaders;
import io.sennit.gateway.auth.Vouching;
import io.sennit.gateway.rules.Outside;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.vertx.core.MultiMap;

/**
 * What of a request crosses to a service outside: what it asks for, and who asks from where as we
 * know it. What its client says of that itself never does.
 */
record Border(Outside service, ClaimedHeaders claimed) {

  /** Leaves of a request's fields what the service may see, and says who is asking from where. */
  void clean(MultiMap headers, Visit visit, Call call) {
    Headers.removeOfConnection(headers);
    claimed.strip(headers);
    if (!service.keepsAuthorization()) {
      headers.remove("authorization");
    }
    headers.set("x-forwarded-for", visit.address());
    headers.set("x-forwarded-proto", visit.request().isSSL() ? "https" : "http");
    if (visit.request().authority() != null) {
      headers.set("x-forwarded-host", visit.request().authority().toString());
    }
    headers.set("traceparent", call.trace().traceparent());
    headers.set("sennit-timeout", Long.toString(visit.deadline().remainingMillis()));
    String identity = call.headers().get(Vouching.HEADER);
    if (identity != null) {
      headers.set(Vouching.HEADER, identity);
    }
  }
}
