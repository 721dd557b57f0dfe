package dev.merapi.bench;

import java.util.Locale;

/** How a case is run. */
public enum Mode {
  /** A process of the command for each run. */
  COLD,
  /** Over and over in one JVM, measured from when that makes it no faster. */
  WARM;

  /** The name in files and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
