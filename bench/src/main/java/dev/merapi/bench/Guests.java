package dev.merapi.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The guest programs that come with the project. */
public final class Guests {

  private Guests() {}

  /**
   * The ELF file of a guest.
   *
   * @param name as its source is called, such as {@code fibonacci}
   * @return its bytes, or nothing if there is no such guest
   */
  public static Optional<byte[]> elf(String name) {
    try (InputStream in = Guests.class.getResourceAsStream("guests/" + name + ".elf")) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
