package dev.merapi.cli;

/** The command line asks for something that cannot be done; the message is one line. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
