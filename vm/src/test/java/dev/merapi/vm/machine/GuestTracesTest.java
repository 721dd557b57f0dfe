package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.Guests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every guest on the whole machine: no constraint is violated, every bus balances. */
class GuestTracesTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();

  static GuestInput input(String guest) {
    return switch (guest) {
      case "fibonacci" -> GuestInput.builder().words(300, 0).build();
      case "sha256", "keccak256" -> GuestInput.of("abc".getBytes(StandardCharsets.UTF_8));
      case "quicksort" -> GuestInput.builder().words(100, 7).build();
      case "memwalk" -> GuestInput.builder().words(1).build();
      case "randomwalk" -> GuestInput.builder().words(200, 0).build();
      case "json" -> GuestInput.of("{\"a\":[1,-2e3,\"x\\n\"]}".getBytes(StandardCharsets.UTF_8));
      case "rv32im" -> GuestInput.builder().words(12345).build();
      case "hints" -> {
        byte[] key = "volcano".getBytes(StandardCharsets.UTF_8);
        List<byte[]> values = List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {100});
        yield GuestInput.builder().bytes(key).words(3).hint(key, values).build();
      }
      default -> GuestInput.empty();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fibonacci",
        "sha256",
        "keccak256",
        "quicksort",
        "json",
        "rv32im",
        "hints",
        "memwalk",
        "randomwalk"
      })
  void tracesOfEveryGuestHold(String guest) {
    Program program = Guests.program(guest);
    SegmentRecord record = Executor.record(program, input(guest), ExecutionLimits.standard());
    SegmentFixture segment = SegmentFixture.of(MACHINE, record, program.initialMemory());
    assertThat(segment.violations()).isEmpty();
  }
}
