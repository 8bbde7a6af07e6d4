package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUriTest {
  @Test
  void readsEveryPart() {
    DatabaseUri uri =
        DatabaseUri.parse("postgresql://shop:s3cret@db.example:6543/orders?sslmode=require");
    assertThat(uri)
        .isEqualTo(new DatabaseUri(
            "db.example", 6543, "orders", "shop", "s3cret", DatabaseUri.Tls.REQUIRE, null));
  }

  @Test
  void knowsTheShortSchemeAndTheUsualPort() {
    DatabaseUri uri = DatabaseUri.parse("postgres://shop:s3cret@db.example/orders");
    assertThat(uri.port()).isEqualTo(5432);
    assertThat(uri.tls()).isEqualTo(DatabaseUri.Tls.PREFER);
    assertThat(DatabaseUri.parse("postgres://shop:s3cret@127.0.0.1/orders").tls())
        .isEqualTo(DatabaseUri.Tls.DISABLE);
  }

  @Test
  void decodesWhatIsInPercentForm() {
    DatabaseUri uri = DatabaseUri.parse("postgresql://sh%40p:p%3Aw%2F%25+1@[::1]:6543/my%20shop");
    assertThat(uri.user()).isEqualTo("sh@p");
    assertThat(uri.password()).isEqualTo("p:w/%+1");
    assertThat(uri.host()).isEqualTo("::1");
    assertThat(uri.server()).isEqualTo("[::1]:6543");
    assertThat(uri.database()).isEqualTo("my shop");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(DatabaseUri.parse("postgresql://shop:s3cret@db.example/orders"))
        .hasToString("postgresql://shop:***@db.example:5432/orders");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      mysql://u:s3cret@h/d                            | does not begin with postgresql://
      h/d                                             | does not begin with postgresql://
      postgresql://h/d                                | names no user and password
      postgresql://u@h/d                              | names no user and password
      postgresql://u:@h/d                             | names no user and password
      postgresql://:s3cret@h/d                        | names no user and password
      postgresql://u:s3cret@h                         | does not name one database
      postgresql://u:s3cret@h/                        | does not name one database
      postgresql://u:s3cret@h/a/b                     | does not name one database
      postgresql://u:s3cret@h:port/d                  | does not name one host and a numeric port
      postgresql://u:s3cret@h1,h2/d                   | does not name one host and a numeric port
      postgresql://u:s3cret@h:99999/d                 | has the impossible port 99999
      postgresql://u:s3cret@h/d?sslmode=maybe         | has the unknown sslmode maybe
      postgresql://u:s3cret@h/d?sslmode=verify-full   | needs sslrootcert=FILE
      postgresql://u:s3cret@h/d?timeout=3             | has the unknown parameter timeout
      postgresql://u:s3cret^@h/d                      | is malformed at character
      """)
  void namesTheFault(String text, String fault) {
    assertThatThrownBy(() -> DatabaseUri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault)
        .hasMessageNotContaining("s3cret");
  }
}
