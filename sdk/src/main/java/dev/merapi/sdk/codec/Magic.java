package dev.merapi.sdk.codec;

/** The first bytes of files. */
final class Magic {

  private Magic() {}

  static boolean matches(String magic, byte[] bytes) {
    if (bytes.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (bytes[i] != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
