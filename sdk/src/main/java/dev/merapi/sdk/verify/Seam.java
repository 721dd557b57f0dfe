package dev.merapi.sdk.verify;

import dev.merapi.sdk.error.DefectException;
import org.jspecify.annotations.Nullable;

/** Where the verifier of the proof system joins the API. */
final class Seam {

  private Seam() {}

  static VerifiedRun verify(VerifyingKey key, AppProof proof, @Nullable Commitment exeCommitment) {
    throw new DefectException("no verifier for " + key + " is built in", null);
  }

  static AppProof proof(byte[] bytes) {
    throw new DefectException("no proof decoder for " + bytes.length + " bytes is built in", null);
  }

  static VerifyingKey key(byte[] bytes) {
    throw new DefectException("no key decoder for " + bytes.length + " bytes is built in", null);
  }
}
