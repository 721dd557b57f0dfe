package dev.merapi.sdk;

import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.codec.ProvingKeyData;
import dev.merapi.sdk.codec.VerifyingKeyData;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidProgramException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.VerifyingKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a file holds, told from its first bytes.
 *
 * @param kind what it is
 * @param facts what is inside, in the order to be shown
 */
public record Inspection(Kind kind, Map<String, String> facts) {

  private static final int HEAD = 16;

  /** Copies the facts. */
  public Inspection {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** The files there are. */
  public enum Kind {
    /** A guest program. */
    ELF,
    /** A proof of a run. */
    APP_PROOF,
    /** A verifying key. */
    VERIFYING_KEY,
    /** A proving key. */
    PROVING_KEY
  }

  /**
   * Looks into a file's bytes.
   *
   * @throws InvalidInputException if they begin as a proof or a key and are none
   * @throws InvalidProgramException if they are nothing known, or a program of another machine
   */
  public static Inspection of(byte[] bytes) {
    if (AppProofData.recognises(bytes)) {
      return new Inspection(Kind.APP_PROOF, proof(AppProof.parse(bytes)));
    }
    if (VerifyingKeyData.recognises(bytes)) {
      return new Inspection(Kind.VERIFYING_KEY, key(VerifyingKey.read(bytes)));
    }
    if (ProvingKeyData.recognises(bytes)) {
      return new Inspection(Kind.PROVING_KEY, key(ProvingKey.read(bytes).verifyingKey()));
    }
    return new Inspection(Kind.ELF, program(Program.parse(bytes).summary()));
  }

  /**
   * Looks into a file; a proof is not read whole, so it can be of any size.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException as {@link #of}
   * @throws InvalidProgramException as {@link #of}, and if the file is larger than any program
   */
  public static Inspection load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (AppProofData.recognises(in.readNBytes(HEAD))) {
        return new Inspection(Kind.APP_PROOF, proof(AppProof.open(file)));
      }
    }
    if (Files.size(file) > Program.MAX_FILE_BYTES) {
      throw new InvalidProgramException(
          "%d bytes, the largest program file has %d"
              .formatted(Files.size(file), Program.MAX_FILE_BYTES));
    }
    return of(Files.readAllBytes(file));
  }

  private static Map<String, String> proof(AppProof proof) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("exeCommit", proof.exeCommitment().toHex());
    facts.put("vmCommit", proof.vmCommitment().toHex());
    facts.put("hash", proof.hash());
    facts.put("publicValues", HexFormat.of().formatHex(proof.publicValues()));
    facts.put("segments", Integer.toString(proof.segments()));
    facts.put("proofBytes", Integer.toString(proof.sizeInBytes()));
    return facts;
  }

  private static Map<String, String> key(VerifyingKey key) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("vmCommit", key.commitment().toHex());
    facts.put("preset", key.preset());
    facts.put("hash", key.hash());
    facts.put("securityBits", String.format(Locale.ROOT, "%.2f", key.securityBits()));
    facts.put("publicValuesBytes", Integer.toString(key.publicValuesBytes()));
    key.tables().forEach((name, columns) -> facts.put("air " + name, columns));
    return facts;
  }

  private static Map<String, String> program(ProgramSummary summary) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("entry", "0x%08x".formatted(summary.entryPc()));
    facts.put("code", "0x%08x".formatted(summary.pcBase()));
    facts.put("codeWords", Integer.toString(summary.codeWords()));
    facts.put("unknownWords", Integer.toString(summary.unknownWords()));
    facts.put("initialMemoryBytes", Long.toString(summary.initialMemoryBytes()));
    facts.put("symbols", Integer.toString(summary.symbols()));
    return facts;
  }
}
