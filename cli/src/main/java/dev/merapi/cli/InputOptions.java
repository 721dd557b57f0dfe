package dev.merapi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The input of a guest, in the forms a user may give it. */
final class InputOptions {

  private static final String BYTES = "0x01";
  private static final String FIELD_ELEMENTS = "0x02";
  private static final int SHOWN = 24;

  @Option(
      names = "--input",
      paramLabel = "VALUE",
      description = {
        "One input vector; repeat for more, in order. Forms:",
        "  0x01<hex>  bytes (the leading 01 says so)",
        "  @FILE      the bytes of a file",
        "  -          the bytes of standard input",
        "  FILE       a JSON file: {\"input\": [\"0x01...\", ...]}"
      })
  List<String> values = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the random hints a guest may ask for (default: 0).")
  long seed;

  /** The input of all options together. */
  Input read(InputStream standardInput) {
    Input.Builder input = Input.builder().seed(seed);
    if (values.stream().filter("-"::equals).count() > 1) {
      throw new UsageException("--input - can be given once: there is one standard input");
    }
    for (String value : values) {
      if (value.equals("-")) {
        input.bytes(readStandardInput(standardInput));
      } else if (value.startsWith("@")) {
        input.bytes(InputFile.read(path(value.substring(1))));
      } else if (isHexadecimal(value)) {
        input.bytes(bytes(value));
      } else {
        readJson(path(value), input);
      }
    }
    return input.build();
  }

  /** The files among the values. */
  Stream<Path> files() {
    return values.stream()
        .filter(value -> !value.equals("-") && !isHexadecimal(value))
        .map(value -> path(value.startsWith("@") ? value.substring(1) : value));
  }

  private static boolean isHexadecimal(String value) {
    return value.startsWith("0x") || value.startsWith("0X");
  }

  private static byte[] readStandardInput(InputStream stream) {
    try {
      return InputFile.read(stream, "standard input");
    } catch (IOException e) {
      throw FileException.of("read", Path.of("standard input"), e);
    }
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new UsageException("--input names no file");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + shorten(text) + "' is no file name: " + e.getReason());
    }
  }

  /** The bytes of the form {@code 0x01<hex>}. */
  static byte[] bytes(String text) {
    if (text.startsWith(FIELD_ELEMENTS)) {
      throw invalid(
          "input '"
              + shorten(text)
              + "' holds field elements (0x02), which no guest here reads; bytes begin with 0x01");
    }
    if (!text.startsWith(BYTES)) {
      throw invalid(
          "input '" + shorten(text) + "' does not begin with 0x01, which says that bytes follow");
    }
    String digits = text.substring(BYTES.length());
    if (digits.length() % 2 != 0) {
      throw invalid("input '" + shorten(text) + "' has an odd number of hexadecimal digits");
    }
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw invalid("input '" + shorten(text) + "' is not hexadecimal");
    }
  }

  private static void readJson(Path file, Input.Builder input) {
    JsonNode root;
    try {
      root =
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(InputFile.read(file));
    } catch (JsonProcessingException e) {
      throw invalid(
          file
              + " is no JSON: "
              + e.getOriginalMessage()
              + " (a file of raw bytes is given as @"
              + file
              + ")");
    } catch (IOException e) {
      throw FileException.of("read", file, e);
    }
    JsonNode list = root == null ? null : root.get("input");
    if (root == null || list == null || !list.isArray()) {
      throw invalid(file + " is not of the form {\"input\": [\"0x01...\", ...]}");
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getKey().equals("input")) {
        throw invalid(file + " has the unknown key '" + shorten(entry.getKey()) + "'");
      }
    }
    for (int i = 0; i < list.size(); i++) {
      JsonNode element = list.get(i);
      if (!element.isTextual()) {
        throw invalid(file + ": input " + i + " is no string");
      }
      input.bytes(bytes(element.textValue()));
    }
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(Subject.GUEST_INPUT, message);
  }
}
