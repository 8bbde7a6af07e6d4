package io.sennit.bench.spring;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** A gateway with the filters of its documentation: tokens, a limit, a breaker and repetition. */
@SpringBootApplication
public class SpringPeer {
  public static void main(String[] arguments) {
    SpringApplication.run(SpringPeer.class, arguments);
  }

  @Bean
  SecurityWebFilterChain security(ServerHttpSecurity http) {
    return http.csrf(CsrfSpec::disable)
        .authorizeExchange(exchange -> exchange.anyExchange().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }

  @Bean
  ReactiveJwtDecoder tokens(@Value("${peer.secret}") String secret) {
    return NimbusReactiveJwtDecoder.withSecretKey(
            new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"))
        .build();
  }

  @Bean
  KeyResolver byUser() {
    return exchange -> exchange.getPrincipal().map(Principal::getName);
  }
}
