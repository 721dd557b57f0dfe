package dev.merapi.bench;

import dev.merapi.bench.report.Group;
import dev.merapi.sdk.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One program on one input.
 *
 * @param name its name among the cases of a run, such as {@code fibonacci-100k}
 * @param guest the program's name
 * @param elf its ELF file
 * @param input its input
 * @param expected all public values it must reveal; nothing when only running it tells
 */
public record BenchCase(
    String name, String guest, byte[] elf, Input input, Optional<byte[]> expected) {

  private static final String SUFFIX = ".elf";

  /** The cases of a run that names none. */
  public static List<BenchCase> all() {
    List<BenchCase> cases = new ArrayList<>();
    for (Family family : Family.values()) {
      cases.addAll(family.usual());
    }
    return List.copyOf(cases);
  }

  /**
   * A program of the user's.
   *
   * @param file the name of its ELF file, from which the case has its own; one such as {@code
   *     leaf.elf} stays as it is, lest reports take its proofs for a layer's or for keys
   */
  public static BenchCase of(String file, byte[] elf, Input input) {
    String bare = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    String name = new Group(bare).app() ? bare : bare + SUFFIX;
    return new BenchCase(name, name, elf, input, Optional.empty());
  }

  /**
   * The cases of a name.
   *
   * @param name a guest's, such as {@code fibonacci}, or that of one case, such as {@code
   *     fibonacci-100k}
   * @param sizes sizes to take instead of the usual ones of the guest; may be empty
   * @throws BenchException if there is no such guest or size
   */
  public static List<BenchCase> named(String name, List<String> sizes) {
    Optional<Family> family = Family.named(name);
    int dash = name.lastIndexOf('-');
    if (family.isEmpty() && dash > 0) {
      Optional<Family> sized = Family.named(name.substring(0, dash)).filter(Family::sized);
      if (sized.isPresent() && !sizes.isEmpty()) {
        throw new BenchException(
            BenchException.Kind.CHOICE, "'" + name + "' has its size; --sizes is for guests");
      }
      if (sized.isPresent()) {
        return List.of(sized.get().of(Size.parse(name.substring(dash + 1))));
      }
    }
    Family found =
        family.orElseThrow(() ->
            new BenchException(
                BenchException.Kind.CHOICE,
                "'" + name + "' is no benchmark and no ELF file; there are " + Family.names()));
    if (!found.sized() && !sizes.isEmpty()) {
      throw new BenchException(BenchException.Kind.CHOICE, "'" + name + "' has no sizes");
    }
    return sizes.isEmpty()
        ? found.usual()
        : sizes.stream().map(size -> found.of(Size.parse(size))).toList();
  }
}
