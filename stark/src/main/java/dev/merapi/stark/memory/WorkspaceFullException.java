package dev.merapi.stark.memory;

/** A workspace has no free place for a matrix. */
public final class WorkspaceFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkspaceFullException(long words, long live, long capacity) {
    super(
        "no place for %d words in a workspace of %d, of which %d are taken"
            .formatted(words, capacity, live));
  }
}
