package io.sennit.users;

/** All statements of the users' schema. */
final class Sql {
  private static final String ACCOUNT =
      "id, name, email, login, password, roles, generation, created_at";

  /** Nothing comes back when somebody has the email already. */
  static final String REGISTER = """
      INSERT INTO account (id, name, email, login, password, roles, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (login) DO NOTHING
      RETURNING\s""" + ACCOUNT;

  static final String READ = "SELECT " + ACCOUNT + " FROM account WHERE id = $1";

  static final String EXISTS = "SELECT EXISTS (SELECT FROM account WHERE id = $1)";

  /** Two changes of one account follow one another, each sees what the one before it did. */
  static final String READ_TO_CHANGE = READ + " FOR UPDATE";

  static final String CHANGE = """
      UPDATE account
         SET name = $2, email = $3, login = $4, password = $5, roles = $6, generation = $7
       WHERE id = $1""";

  static final String DELETE = "DELETE FROM account WHERE id = $1";

  /** Locks them all: of two administrators who remove each other, one has to see the other gone. */
  static final String ADMINISTRATORS =
      "SELECT id FROM account WHERE 'admin' = ANY(roles) ORDER BY id FOR UPDATE";

  /** For who may be the first: whoever comes second waits, and then sees the administrator. */
  static final String LOCK_ACCOUNTS = "LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE";

  static final String READ_BY_LOGIN = "SELECT " + ACCOUNT + " FROM account WHERE login = $1";

  /**
   * A span of counting begins with the first attempt and ends by itself. Two at once follow one
   * another, and the second sees the first.
   */
  static final String COUNT_ATTEMPT = """
      INSERT INTO attempt AS known (who, attempts, forgotten_at)
      SELECT who, 1, $3 FROM unnest($1::text[]) WITH ORDINALITY AS wanted (who, number)
       ORDER BY number
      ON CONFLICT (who) DO UPDATE
        SET attempts = CASE WHEN known.forgotten_at > $2 THEN known.attempts + 1 ELSE 1 END,
            forgotten_at = CASE WHEN known.forgotten_at > $2 THEN known.forgotten_at
                                ELSE excluded.forgotten_at END
      RETURNING who, attempts, forgotten_at""";

  /** In the order in which they are counted: two of these, or one of each, never wait in a ring. */
  static final String TAKE_BACK_ATTEMPT = """
      UPDATE attempt SET attempts = attempts - 1
        FROM (SELECT who FROM attempt WHERE who = ANY($1) ORDER BY who FOR UPDATE) AS counted
       WHERE attempt.who = counted.who AND attempts > 0""";

  static final String FORGET_ATTEMPTS = "DELETE FROM attempt WHERE who = $1";

  static final String FORGET_OLD_ATTEMPTS = "DELETE FROM attempt WHERE forgotten_at <= $1";

  static final String KEYS =
      "SELECT kid, private_key, public_key, signs_from FROM signing_key ORDER BY signs_from";

  /** Several nodes plan the next key at the same time; the others see the plan of the first. */
  static final String LOCK_KEYS = "LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE";

  static final String ADD_KEY =
      "INSERT INTO signing_key (kid, private_key, public_key, signs_from) VALUES ($1, $2, $3, $4)";

  static final String DROP_KEYS = "DELETE FROM signing_key WHERE kid = ANY($1)";

  /** Held until the commit, so that positions appear in order and no reader skips one. */
  static final String LOCK_REVOCATIONS = "LOCK TABLE revocation IN SHARE ROW EXCLUSIVE MODE";

  static final String REVOKE =
      "INSERT INTO revocation (user_id, generation, until) VALUES ($1, $2, $3)";

  static final String REVOCATIONS = """
      SELECT position, user_id, generation, until
        FROM revocation
       WHERE position > $1
       ORDER BY position
       LIMIT $2""";

  static final String FORGET_OLD_REVOCATIONS = "DELETE FROM revocation WHERE until <= $1";

  private Sql() {}
}
