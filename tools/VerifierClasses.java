import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts the classes a verifier needs out of the modules: {@code VerifierClasses OUT CLASSES...},
 * where CLASSES are directories or jars. The roots are the classes of {@code
 * dev.merapi.sdk.verify}; what a class names, in its constants or in descriptors, comes along with
 * it.
 */
final class VerifierClasses {
  private static final String ROOTS = "dev/merapi/sdk/verify/";
  private static final Pattern NAME = Pattern.compile("dev/merapi/[\\w/$]+");

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    Map<String, byte[]> classes = new HashMap<>();
    for (String entry : Arrays.asList(args).subList(1, args.length)) {
      read(Path.of(entry), classes);
    }
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    classes.keySet().stream().filter(name -> name.startsWith(ROOTS)).forEach(open::add);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.add(name)) {
        names(classes.get(name)).filter(classes::containsKey).forEach(open::push);
      }
    }
    clear(out);
    for (String name : reached) {
      Path file = out.resolve(name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, classes.get(name));
    }
  }

  private static Stream<String> names(byte[] bytes) {
    List<String> names = new ArrayList<>();
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof ClassEntry type) {
        names.add(type.asInternalName());
      } else if (entry instanceof Utf8Entry text && text.stringValue().startsWith("(")
          || entry instanceof Utf8Entry field && field.stringValue().endsWith(";")) {
        Matcher matcher = NAME.matcher(((Utf8Entry) entry).stringValue());
        while (matcher.find()) {
          names.add(matcher.group());
        }
      }
    }
    return names.stream();
  }

  private static void read(Path entry, Map<String, byte[]> classes) throws IOException {
    if (Files.isDirectory(entry)) {
      readTree(entry, classes);
    } else if (entry.toString().endsWith(".jar")) {
      try (FileSystem jar =
          FileSystems.newFileSystem(URI.create("jar:" + entry.toUri()), Map.of())) {
        readTree(jar.getPath("/"), classes);
      }
    }
  }

  private static void readTree(Path root, Map<String, byte[]> classes) throws IOException {
    Path ours = root.resolve("dev").resolve("merapi");
    if (!Files.isDirectory(ours)) {
      return;
    }
    try (Stream<Path> files = Files.walk(ours)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> put(root, file, classes));
    }
  }

  private static void put(Path root, Path file, Map<String, byte[]> classes) {
    String name = root.relativize(file).toString().replace('\\', '/');
    try {
      classes.putIfAbsent(
          name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path out) throws IOException {
    if (Files.exists(out)) {
      try (Stream<Path> files = Files.walk(out)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
