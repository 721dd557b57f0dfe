/** The proof system. */
module dev.merapi.stark {
  requires dev.merapi.metrics;
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.merapi.stark.air.trace;
  exports dev.merapi.stark.air;
  exports dev.merapi.stark.field;
  exports dev.merapi.stark.hash;
  exports dev.merapi.stark.kernel;
  exports dev.merapi.stark.memory;
  exports dev.merapi.stark.merkle;
  exports dev.merapi.stark.parallel;
  exports dev.merapi.stark.poly;
  exports dev.merapi.stark.proof;
  exports dev.merapi.stark.prover;
  exports dev.merapi.stark.security;
  exports dev.merapi.stark.transcript;
  exports dev.merapi.stark.verifier;
}
