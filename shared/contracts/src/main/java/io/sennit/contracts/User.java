package io.sennit.contracts;

/**
 * What happens to users. The subject is the user's id, and that is all these events tell: a log
 * outlives a user, so it must not know the name.
 */
public final class User {
  public static final String REGISTERED = "user.registered";
  public static final String DELETED = "user.deleted";

  private User() {}
}
