package dev.merapi.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file cannot be read or written; the message is one line. */
final class FileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FileException(String message) {
    super(message);
  }

  /** In words, why {@code path} could not be read or written. */
  static FileException of(String action, Path path, IOException cause) {
    String why =
        switch (cause) {
          case NoSuchFileException e -> "no such file";
          case AccessDeniedException e -> "permission denied";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    return new FileException("cannot " + action + " " + path + ": " + why);
  }
}
