package io.sennit.gateway.rules;

import io.netty.util.NetUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Network addresses that begin with the same bits, written {@code 10.0.0.0/8},
 * {@code 2001:db8::/32} or as one address.
 */
public final class AddressRange {
  private static final int IPV4_BYTES = 4;
  /** In IPv6 an address of IPv4 follows these. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] first;
  private final int bits;

  private AddressRange(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /** The range, or null when this text is none. */
  public static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int most = address.length * Byte.SIZE;
    try {
      int bits = slash < 0 ? most : Integer.parseInt(text, slash + 1, text.length(), 10);
      return bits >= 0 && bits <= most ? new AddressRange(address, bits) : null;
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  public boolean contains(String address) {
    byte[] other = bytes(address);
    if (other == null || other.length != first.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return Arrays.equals(first, 0, whole, other, 0, whole)
        && (rest == 0 || ((first[whole] ^ other[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
  }

  /** Only what is an address by itself: a name would be asked for over the network. */
  private static byte @Nullable [] bytes(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    boolean mapped = bytes != null
        && bytes.length > IPV4_BYTES
        && Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    return bytes != null && mapped ? Arrays.copyOfRange(bytes, MAPPED.length, bytes.length) : bytes;
  }
}
