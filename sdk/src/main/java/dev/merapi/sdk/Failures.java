package dev.merapi.sdk;

import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.sdk.error.MerapiException;
import dev.merapi.stark.parallel.CancelledException;
import dev.merapi.vm.executor.ExecutionLimitException;
import dev.merapi.vm.executor.GuestFaultException;
import java.util.function.Supplier;

/** What the parts below throw, as the exceptions of the SDK. */
final class Failures {

  private Failures() {}

  /** Computes something; whatever it throws leaves here as one of the family. */
  static <T> T guard(Task task, Supplier<T> work) {
    try {
      task.check();
      return work.get();
    } catch (MerapiException e) {
      throw e;
    } catch (CancelledException e) {
      task.check();
      throw new DefectException("cancelled by nobody", e);
    } catch (GuestFaultException e) {
      throw guestFault(e);
    } catch (ExecutionLimitException e) {
      throw limit(e);
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory();
      throw new LimitReachedException(
          "the heap of " + (heap >> 20) + " MiB is too small for this proof",
          Limit.MEMORY,
          heap,
          LimitReachedException.UNKNOWN);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new DefectException("internal error: " + e, e);
    }
  }

  private static MerapiException guestFault(GuestFaultException e) {
    return switch (e.fault()) {
      case NO_INPUT, NO_KEY -> new InvalidInputException(Subject.GUEST_INPUT, message(e), e);
      default ->
          new GuestFailedException(
              message(e),
              GuestFailedException.TRAPPED,
              Integer.toUnsignedLong(e.pc()),
              e.symbol() == null ? "" : e.symbol());
    };
  }

  private static MerapiException limit(ExecutionLimitException e) {
    Limit limit =
        switch (e.limit()) {
          case INSTRUCTIONS -> Limit.INSTRUCTIONS;
          case TIMESTAMPS, ROWS -> Limit.SEGMENT;
          case SEGMENTS -> Limit.PROOF;
          case BUDGET -> Limit.MEMORY;
        };
    return new LimitReachedException(message(e), limit, e.allowed(), LimitReachedException.UNKNOWN);
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
