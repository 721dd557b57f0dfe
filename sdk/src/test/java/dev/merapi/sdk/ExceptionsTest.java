package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.InvalidProgramException;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.sdk.error.MerapiException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each exception of the family, and nothing else for random bytes. */
class ExceptionsTest {

  private static final Prover prover = Prover.builder(MachineConfig.rv32im()).threads(2).build();

  @AfterAll
  static void close() {
    prover.close();
  }

  @Test
  void invalidProgram() {
    byte[] elf = TestProgram.exit(0);
    byte[] wide = elf.clone();
    wide[4] = 2;
    assertThat(thrown(InvalidProgramException.class, () -> Program.parse(wide)))
        .hasMessageContaining("64-bit");
    byte[] cut = Arrays.copyOf(elf, 60);
    assertThat(thrown(InvalidProgramException.class, () -> Program.parse(cut))).isNotNull();
    assertThat(catchThrowable(() -> Program.load(Path.of("no-such-file.elf"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aMissingInput() {
    Program echo = Program.parse(TestProgram.echo());
    InvalidInputException e =
        thrown(InvalidInputException.class, () -> prover.execute(echo, Input.none()));
    assertThat(e.subject()).isEqualTo(Subject.GUEST_INPUT);
    assertThat(thrown(InvalidInputException.class, () -> prover.prove(echo, Input.none())))
        .hasMessage(e.getMessage());
    Execution run = prover.execute(echo, Input.builder().words(0x01020304).build());
    assertThat(Arrays.copyOf(run.publicValues(), 4)).containsExactly(4, 3, 2, 1);
  }

  @Test
  void aGuestThatFails() {
    Program failing = Program.parse(TestProgram.exit(7));
    assertThat(prover.execute(failing, Input.none()).exitCode()).isEqualTo(7);
    GuestFailedException e =
        thrown(GuestFailedException.class, () -> prover.prove(failing, Input.none()));
    assertThat(e.exitCode()).isEqualTo(7);
    assertThat(e.pc()).isEqualTo(TestProgram.TEXT + 8);
    assertThat(e).hasMessageContaining("exit code 7");
  }

  @Test
  void aGuestThatTraps() {
    Program unknown = Program.parse(TestProgram.unknown());
    assertThat(unknown.summary().unknownWords()).isEqualTo(1);
    GuestFailedException e =
        thrown(GuestFailedException.class, () -> prover.execute(unknown, Input.none()));
    assertThat(e.exitCode()).isEqualTo(GuestFailedException.TRAPPED);
    assertThat(e).hasMessageContaining("0xffffffff").hasMessageContaining("0x00200800");
  }

  @Test
  void anInstructionTooLargeForASegment() {
    try (Prover small = Prover.builder(MachineConfig.rv32im()).segmentMaxLogHeight(16).build()) {
      Program gulp = Program.parse(TestProgram.gulp((1 << 16) + 1));
      Input input = Input.builder().bytes(new byte[5 << 16]).build();
      LimitReachedException e = thrown(LimitReachedException.class, () -> small.prove(gulp, input));
      assertThat(e.limit()).isEqualTo(Limit.SEGMENT);
      assertThat(e.allowed()).isEqualTo(1 << 16);
    }
  }

  @Test
  void aDeadline() {
    Program sum = Program.parse(TestProgram.sum(100_000));
    LimitReachedException e =
        thrown(
            LimitReachedException.class,
            () -> prover.prove(sum, Input.none(), Deadline.in(Duration.ofMillis(50))));
    assertThat(e.limit()).isEqualTo(Limit.DEADLINE);
    assertThat(e.allowed()).isEqualTo(50);
    assertThat(thrown(InvalidInputException.class, () -> Deadline.in(Duration.ZERO))).isNotNull();
    Program forever = Program.parse(TestProgram.forever());
    Deadline soon = Deadline.in(Duration.ofMillis(300));
    assertThat(
            thrown(LimitReachedException.class, () -> prover.execute(forever, Input.none(), soon))
                .limit())
        .isEqualTo(Limit.DEADLINE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"METERING", "MAIN_COMMITMENT", "BUS_TRACE", "QUOTIENT", "OPENING"})
  void cancellationEndsTheWorkWhereverItIs(Phase phase) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    Set<Phase> heard = ConcurrentHashMap.newKeySet();
    AtomicBoolean finished = new AtomicBoolean();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void progress(Progress progress) {
            heard.add(progress.phase());
            if (progress.phase() == phase) {
              reached.countDown();
              awaitLatch(cancelled);
            }
          }

          @Override
          public void finished(ProofStatistics statistics) {
            finished.set(true);
          }
        };
    try (Prover heardProver =
        Prover.builder(MachineConfig.rv32im()).threads(2).listener(listener).build()) {
      CompletableFuture<AppProof> future =
          heardProver.proveAsync(Program.parse(TestProgram.sum(10_000)), Input.none());
      awaitLatch(reached);
      Thread worker = provingThread();
      assertThat(future.cancel(true)).isTrue();
      cancelled.countDown();
      worker.join(60_000);
      assertThat(worker.isAlive()).isFalse();
      assertThat(future).isCancelled();
    }
    assertThat(finished).isFalse();
    assertThat(heard).noneMatch(later -> later.ordinal() > phase.ordinal() + 1);
  }

  /** Waits, through the interrupt of a cancellation too. */
  private static void awaitLatch(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread provingThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("merapi-prover"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aClosedProver() {
    Prover closed = Prover.builder(MachineConfig.rv32im()).build();
    closed.close();
    Program program = Program.parse(TestProgram.exit(0));
    assertThat(thrown(CancelledException.class, () -> closed.execute(program, Input.none())))
        .isNotNull();
  }

  @Test
  void configurations() {
    for (int bytes : new int[] {0, 16, 33, 48, 2048, -32}) {
      thrown(InvalidInputException.class, () -> new MachineConfig(bytes));
    }
    Prover.Builder builder = Prover.builder(MachineConfig.rv32im());
    thrown(InvalidInputException.class, () -> builder.threads(0));
    thrown(InvalidInputException.class, () -> builder.segmentMaxLogHeight(23));
    thrown(InvalidInputException.class, () -> Security.parse("insecure"));
    assertThat(Security.parse("heuristic-100")).isEqualTo(Security.HEURISTIC_100);
    ProvingKey key = prover.provingKey();
    thrown(
        InvalidInputException.class,
        () -> builder.security(Security.HEURISTIC_100).provingKey(key).build());
    assertThatCode(() ->
            Prover.builder(MachineConfig.rv32im())
                .provingKey(ProvingKey.read(key.toBytes()))
                .build()
                .verifyingKey())
        .doesNotThrowAnyException();
  }

  @Test
  void randomBytesThrowNothingUndocumented() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> heads = List.of("", "MRPA\1", "MRPV\1", "MRPK\1", "MRPV\1\5", "\177ELF\1\1\1");
    List<Consumer<byte[]>> readers =
        List.of(
            AppProof::parse,
            VerifyingKey::read,
            ProvingKey::read,
            Program::parse,
            Inspection::of,
            bytes -> Commitment.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    for (int i = 0; i < 20_000; i++) {
      byte[] head = heads.get(i % heads.size()).getBytes(StandardCharsets.ISO_8859_1);
      byte[] bytes = new byte[head.length + random.nextInt(200)];
      random.nextBytes(bytes);
      System.arraycopy(head, 0, bytes, 0, head.length);
      for (Consumer<byte[]> reader : readers) {
        Throwable thrown = catchThrowable(() -> reader.accept(bytes));
        if (thrown != null) {
          assertThat(thrown)
              .as("seed %d, attempt %d", seed, i)
              .isInstanceOfAny(InvalidInputException.class, InvalidProgramException.class);
          assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n");
        }
      }
    }
  }

  @Test
  void inspectionTellsFilesApart() throws IOException {
    assertThat(Inspection.of(TestProgram.exit(0)).kind()).isEqualTo(Inspection.Kind.ELF);
    ProvingKey key = prover.provingKey();
    Inspection verifying = inArabic(() -> Inspection.of(key.verifyingKey().toBytes()));
    assertThat(verifying.kind()).isEqualTo(Inspection.Kind.VERIFYING_KEY);
    assertThat(verifying.facts())
        .containsEntry("preset", "proven-100")
        .containsEntry("securityBits", "100.10")
        .containsEntry("hash", "poseidon2")
        .hasSize(5 + key.verifyingKey().tables().size());
    assertThat(Inspection.of(key.toBytes()).kind()).isEqualTo(Inspection.Kind.PROVING_KEY);
  }

  /** Where the digits of the default locale are others. */
  private static <T> T inArabic(Supplier<T> work) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat("%d".formatted(7)).isNotEqualTo("7");
      return work.get();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static <T extends MerapiException> T thrown(Class<T> type, Runnable call) {
    T e = catchThrowableOfType(type, call::run);
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    assertThat(e.kind()).isNotBlank();
    return e;
  }
}
