package dev.merapi.bench;

import dev.merapi.sdk.Hash;
import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.MemoryBudget;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.Security;
import dev.merapi.sdk.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the proofs of a run are made.
 *
 * @param security the preset
 * @param hash the hash suite
 * @param threads threads that work on a proof
 * @param memory the memory of a process, if bounded
 * @param segmentMaxLogHeight the greatest height of a segment, if not the usual one
 */
public record ProverSettings(
    Security security,
    Hash hash,
    int threads,
    @Nullable MemoryBudget memory,
    @Nullable Integer segmentMaxLogHeight) {

  /** A prover so set, to be configured further. */
  Prover.Builder prover() {
    Prover.Builder builder =
        Prover.builder(MachineConfig.rv32im()).security(security).hash(hash).threads(threads);
    if (memory != null) {
      builder.memory(memory);
    }
    return segmentMaxLogHeight == null ? builder : builder.segmentMaxLogHeight(segmentMaxLogHeight);
  }

  /**
   * Checks that there is such a prover.
   *
   * @throws InvalidInputException if not
   */
  void check() {
    prover().build().close();
  }

  /** The same as options of the command. */
  List<String> options() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--security", security.label(),
                "--hash", hash.label(),
                "--threads", Integer.toString(threads)));
    if (memory != null) {
      options.addAll(List.of("--memory", Long.toString(memory.bytes())));
    }
    if (segmentMaxLogHeight != null) {
      options.addAll(List.of("--segment-max-log-height", segmentMaxLogHeight.toString()));
    }
    return options;
  }

  /** The same as facts of an environment. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("security", security.label());
    facts.put("hash", hash.label());
    facts.put("threads", Integer.toString(threads));
    facts.put("memory_budget", memory == null ? "" : Long.toString(memory.bytes()));
    facts.put(
        "segment_max_log_height",
        segmentMaxLogHeight == null ? "" : segmentMaxLogHeight.toString());
    return facts;
  }
}
