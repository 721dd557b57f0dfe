package dev.merapi.sdk;

import dev.merapi.sdk.error.DefectException;

/** Where the machine and the proof system join the API. */
final class Seam {

  private Seam() {}

  static Program load(byte[] elf) {
    throw new DefectException("no program loader for " + elf.length + " bytes is built in", null);
  }

  static Inspection inspect(byte[] bytes) {
    throw new DefectException("no inspection of " + bytes.length + " bytes is built in", null);
  }

  static ProvingKey key(byte[] bytes) {
    throw new DefectException("no key decoder for " + bytes.length + " bytes is built in", null);
  }

  static byte[] encode(ProvingKey key) {
    throw new DefectException("no encoder for " + key + " is built in", null);
  }

  static SecurityTable security(Security preset, MachineConfig config) {
    throw new DefectException(
        "no security table of " + preset.label() + " on " + config + " is built in", null);
  }

  static Engine engine(Settings settings) {
    throw new DefectException("no engine for " + settings + " is built in", null);
  }
}
