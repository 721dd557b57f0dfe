/** The RISC-V machine. */
module dev.merapi.vm {
  requires dev.merapi.metrics;
  requires transitive dev.merapi.stark;
  requires static org.jspecify;

  exports dev.merapi.vm.chip;
  exports dev.merapi.vm.elf;
  exports dev.merapi.vm.executor;
  exports dev.merapi.vm.isa;
  exports dev.merapi.vm.machine;
  exports dev.merapi.vm.memory;
  exports dev.merapi.vm.profile;
  exports dev.merapi.vm.program;
  exports dev.merapi.vm.record;
  exports dev.merapi.vm.verification;
}
