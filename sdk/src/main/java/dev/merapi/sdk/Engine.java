package dev.merapi.sdk;

/** What a {@link Prover} asks of the machine and the proof system, one configuration at a time. */
interface Engine {

  /** Runs a program. */
  Execution execute(Program program, Input input, Task task);

  /** The keys; made on the first call. */
  ProvingKey provingKey(Task task);

  /** The commitments of a program on this machine. */
  Commitments commit(Program program, Task task);

  /** Runs and proves a program. */
  dev.merapi.sdk.verify.AppProof prove(Program program, Input input, Task task);

  /** Runs a program and tries every constraint and bus on its traces. */
  CheckReport check(Program program, Input input, Task task);
}
