package io.sennit.contracts;

/**
 * What others ask of users, and what happens to them. The subject of an event is the user's id, and
 * that is all these events tell: a log outlives a user, so it must not know the name.
 */
public final class User {
  /** Whether an {@code id} is a user's: {@code exists}, for administrators. */
  public static final String EXISTS = "users.exists";

  public static final String REGISTERED = "user.registered";
  public static final String DELETED = "user.deleted";

  private User() {}
}
