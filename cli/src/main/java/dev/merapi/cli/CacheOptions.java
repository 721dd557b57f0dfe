package dev.merapi.cli;

import dev.merapi.sdk.Prover;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where commitments to programs are kept. Only for verbs that prove: what a verifier goes by is
 * always computed.
 */
final class CacheOptions {

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = {
        "Keep here what committing to the program took, and take it from here the next time.",
        "Processes may share it; only those you trust may write it (default: keep nothing)."
      })
  @Nullable Path directory;

  /** Adds the option if it was given. */
  Prover.Builder configure(Prover.Builder builder) {
    return directory == null ? builder : builder.cache(directory);
  }
}
