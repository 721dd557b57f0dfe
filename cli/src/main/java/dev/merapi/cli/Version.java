package dev.merapi.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
final class Version implements IVersionProvider {

  private static final Properties PROPERTIES = read();

  Version() {}

  static String current() {
    return PROPERTIES.getProperty("version", "unknown");
  }

  /** The commit of the build, {@code unknown} when it was not built from a repository. */
  static String commit() {
    return PROPERTIES.getProperty("commit", "unknown");
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"merapi " + current()};
  }
}
