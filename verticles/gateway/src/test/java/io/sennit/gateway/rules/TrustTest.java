package io.sennit.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.policy.BadPolicies;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators can write down about who is believed. */
class TrustTest {
  private static final String HASH = "ab".repeat(32);

  private static Trust read(String json) {
    return GatewayRules.read(new JsonObject(json.replace('\'', '"'))).trust();
  }

  @Test
  void littleHasToBeSaidOfAProvider() {
    Trust trust = read("{'openid':[{'issuer':'https://id.example.org/realm','audience':'shop'}]}");

    TrustedIssuer issuer = trust.issuers().get(0);
    assertThat(issuer.algorithms()).containsExactly(SignatureAlgorithm.RS256);
    assertThat(issuer.subjectPrefix()).isEqualTo("id-example-org");
    assertThat(issuer.jwks()).isNull();
    assertThat(issuer.parties()).containsExactly("shop");
    assertThat(issuer.roles()).isEqualTo(new TrustedIssuer.Roles("", Map.of(), List.of()));
  }

  @Test
  void littleHasToBeSaidOfAKey() {
    TrustedKey key =
        read("{'keys':[{'name':'till','sha256':'" + HASH + "'}]}").keys().get(0);

    assertThat(key.subject()).isEqualTo("key:till");
    assertThat(key.roles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'openid':[{}]} | gateway.openid[0].issuer is missing",
        "{'openid':[{}]} | gateway.openid[0].audience is missing",
        "{'openid':[{'issuer':'http://id.example.org','audience':'a'}]} | an address with https",
        "{'openid':[{'issuer':'id','audience':'a'}]} | an address with https",
        "{'openid':[{'issuer':'https://x.org','audience':'a','algorithms':['none']}]} | algorithms has 'none'",
        "{'openid':[{'issuer':'https://x.org','audience':'a','algorithms':['HS256']}]} | algorithms has 'HS256'",
        "{'openid':[{'issuer':'https://x.org','audience':'a','algorithms':[]}]} | algorithms is empty",
        "{'openid':[{'issuer':'https://x.org','audience':'a','jwks':'http://x.org/k'}]} | gateway.openid[0].jwks",
        "{'openid':[{'issuer':'https://x.org','audience':'a','roleMap':{'a':'sennit:operator'}}]} | roleMap 'a'",
        "{'openid':[{'issuer':'https://x.org','audience':'a','defaultRoles':['sennit:x']}]} | roles of the mesh",
        "{'openid':[{'issuer':'https://x.org','audience':'a','subjectPrefix':''}]} | subjectPrefix",
        "{'openid':[{'issuer':'https://x.org','audience':'a','subjectPrefix':'a:b'}]} | subjectPrefix",
        "{'openid':[{'issuer':'https://x.org','audience':'a','secret':'s'}]} | has no 'secret'",
        "{'openid':[{'issuer':'https://x.org','audience':'a'},{'issuer':'https://x.org','audience':'b'}]} | more than once",
        "{'keys':[{'name':'a','sha256':'x'}]} | sha256 is no hash",
        "{'keys':[{'sha256':'x'}]} | gateway.keys[0].name is missing",
        "{'keys':[{'name':'a','sha256':'x','roles':['sennit:operator']}]} | roles of the mesh",
        "{'keys':[{'name':'a','sha256':'x','expires':'soon'}]} | gateway.keys[0].expires",
        "{'keys':[{'name':'a','sha256':'x','addresses':['here']}]} | addresses has 'here'",
        "{'keys':[{'name':'a','sha256':'x'},{'name':'b','sha256':'x'}]} | more than once",
        "{'keyHeader':'X Key'} | gateway.keyHeader",
        "{'certificates':[{'as':'a'}]} | subject is missing",
        "{'certificates':[{'subject':'till','as':'a'}]} | gateway.certificates[0].subject",
        "{'certificates':[{'subject':'CN=a','as':'a','roles':['sennit:operator']}]} | roles of the mesh",
      })
  void whatCannotBeMeantIsRefused(String json, String fault) {
    assertThat(catchThrowableOfType(BadPolicies.class, () -> read(json)).faults())
        .anySatisfy(told -> assertThat(told).contains(fault));
  }
}
