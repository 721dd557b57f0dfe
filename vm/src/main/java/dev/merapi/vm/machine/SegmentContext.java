package dev.merapi.vm.machine;

import dev.merapi.vm.chip.TraceInput;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.memory.TouchedTree;

/**
 * What the tables of one segment are filled from.
 *
 * @param input program and records
 * @param leaves the touched leaves, at least one
 * @param tree the memory tree above them, before and after
 */
record SegmentContext(TraceInput input, TouchedLeaves leaves, TouchedTree tree) {}
