package dev.merapi.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A JSON text of a given length: a list of records, blanks after it. */
final class JsonText {

  /** Bytes of the shortest. */
  static final int SHORTEST = 2;

  private JsonText() {}

  static byte[] ofLength(int bytes) {
    byte[] text = new byte[bytes];
    Arrays.fill(text, (byte) ' ');
    text[0] = '[';
    int end = 1;
    for (int i = 0; ; i++) {
      byte[] record = record(i).getBytes(StandardCharsets.UTF_8);
      if (end + record.length + 1 > bytes) {
        text[end] = ']';
        return text;
      }
      System.arraycopy(record, 0, text, end, record.length);
      end += record.length;
    }
  }

  private static String record(int i) {
    return String.format(
        Locale.ROOT,
        "%s{\"id\": %d, \"name\": \"Mérapi\\t%d\", \"tags\": [\"ash\", \"\\u006cava\", [%d.5e-3]],"
            + " \"active\": %b, \"parent\": null, \"at\": {\"lat\": -7.54, \"lon\": 110.446}}",
        i == 0 ? "" : ",\n",
        i,
        i * 7919,
        i,
        i % 2 == 0);
  }
}
