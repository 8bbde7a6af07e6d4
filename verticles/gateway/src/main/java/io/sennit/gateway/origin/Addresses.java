package io.sennit.gateway.origin;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Addresses as text, each with one spelling. */
public final class Addresses {
  private static final int V4 = 4;
  private static final int V6 = 16;
  private static final int NETWORK = 8;
  private static final int BEFORE_MARK = 10;

  private Addresses() {}

  /**
   * Whom an address stands for, where clients are counted: itself, or its /64 network, which one
   * customer of a provider has to choose addresses of.
   */
  public static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    byte[] bytes = bytes(address);
    if (bytes == null) {
      return address;
    }
    return bytes.length == V4
        ? NetUtil.bytesToIpAddress(bytes)
        : HexFormat.of().formatHex(bytes, 0, NETWORK);
  }

  /** An address of IPv4 that is written as one of IPv6 is one of IPv4. Null for other texts. */
  private static byte @Nullable [] bytes(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes != null && bytes.length == V6 && isMapped(bytes)
        ? Arrays.copyOfRange(bytes, V6 - V4, V6)
        : bytes;
  }

  /** The same address in the one spelling that it has here, or null for what is none. */
  static @Nullable String canonical(String text) {
    byte[] bytes = bytes(text);
    return bytes == null ? null : NetUtil.bytesToIpAddress(bytes);
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < BEFORE_MARK; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[BEFORE_MARK] == -1 && bytes[BEFORE_MARK + 1] == -1;
  }
}
