package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.sdk.verify.AppProof;
import org.junit.jupiter.api.Test;

class ProofRoomTest {

  private static final int STARK = 2_000_000;

  /** Hours before the last segment, not after it. */
  @Test
  void aProofTooLargeIsRefusedAfterItsFirstSegment() {
    ProofRoom room = new ProofRoom(1100);
    LimitReachedException e =
        catchThrowableOfType(LimitReachedException.class, () -> room.take(STARK));
    assertThat(e.limit()).isEqualTo(Limit.PROOF);
    assertThat(e.allowed()).isEqualTo(AppProof.MAX_BYTES);
    assertThat(e.needed()).isGreaterThan(AppProof.MAX_BYTES);
  }

  @Test
  void aProofThatFitsIsNot() {
    ProofRoom room = new ProofRoom(1073);
    assertThatCode(
            () -> {
              for (int k = 0; k < 1073; k++) {
                room.take(STARK);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theLastSegmentNeedsRoomToo() {
    ProofRoom room = new ProofRoom(2);
    room.take(Integer.MAX_VALUE / 2);
    assertThat(catchThrowableOfType(LimitReachedException.class, () -> room.take(1 << 30)))
        .isNotNull();
  }
}
