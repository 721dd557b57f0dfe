package dev.merapi.vm.machine;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.chip.ChipTrace;
import dev.merapi.vm.chip.boundary.BoundaryAir;
import dev.merapi.vm.chip.boundary.BoundaryTrace;
import dev.merapi.vm.chip.connector.ConnectorAir;
import dev.merapi.vm.chip.connector.ConnectorTrace;
import dev.merapi.vm.chip.merkle.MerkleAir;
import dev.merapi.vm.chip.merkle.MerkleTrace;
import dev.merapi.vm.chip.poseidon2.Poseidon2Air;
import dev.merapi.vm.chip.poseidon2.Poseidon2Trace;
import dev.merapi.vm.executor.MeteredTable;
import dev.merapi.vm.memory.Compressions;
import dev.merapi.vm.program.Program;
import java.util.function.Function;

/** One table of the machine with what fills its main trace from a segment; stateless. */
sealed interface TableSource {
  /** Rows worth a hand-over to another thread. */
  int GRAIN = 1024;

  /** The AIR. */
  Air air();

  /** The AIR, compiled for blowup 2; anew at each call where it is not kept. */
  default CompiledAir compiled() {
    return AirCompiler.compile(air(), Rv32Machine.MAX_DEGREE);
  }

  /** Rows in use, padding not counted. */
  int rows(SegmentContext segment);

  /** What its height depends on, in segments of a program. */
  MeteredTable metered(Program program);

  /** Fills rows [from, to) of a matrix of zeros, with 0 ≤ from < to ≤ {@link #extent}. */
  void fill(SegmentContext segment, ColumnMatrix out, int from, int to);

  /** Rows that {@link #fill} fills; those beyond {@link #rows} are padding that is not zero. */
  default int extent(SegmentContext segment, int height) {
    return rows(segment);
  }

  /**
   * Smallest range of rows to hand over; a table that can only be filled as a whole has its height.
   */
  default int grain() {
    return GRAIN;
  }

  /** A chip filled from execution records. */
  record Chip(ChipTrace trace, CompiledAir compiled) implements TableSource {
    Chip(ChipTrace trace) {
      this(trace, SilentLastRow.whereItSaves(trace.air()));
    }

    @Override
    public Air air() {
      return compiled.lastRowIsSilent() ? new SilentLastRow(trace.air()) : trace.air();
    }

    @Override
    public int rows(SegmentContext segment) {
      return trace.rows(segment.input().record());
    }

    @Override
    public MeteredTable metered(Program program) {
      return new MeteredTable.Records(trace.streams(), compiled.lastRowIsSilent());
    }

    @Override
    public void fill(SegmentContext segment, ColumnMatrix out, int from, int to) {
      trace.fill(segment.input(), out, from, to);
    }
  }

  /** The segment's ends. */
  record Connector(ConnectorAir air) implements TableSource {
    @Override
    public int rows(SegmentContext segment) {
      return 1;
    }

    @Override
    public MeteredTable metered(Program program) {
      return new MeteredTable.Fixed(1, MeteredTable.heightOf(1));
    }

    @Override
    public void fill(SegmentContext segment, ColumnMatrix out, int from, int to) {
      new ConnectorTrace(air).fill(segment.input().record().endTs(), out);
    }
  }

  /** Touched leaves. */
  record Boundary(BoundaryAir air) implements TableSource {
    @Override
    public int rows(SegmentContext segment) {
      return segment.leaves().count();
    }

    @Override
    public MeteredTable metered(Program program) {
      return new MeteredTable.Leaves();
    }

    @Override
    public void fill(SegmentContext segment, ColumnMatrix out, int from, int to) {
      new BoundaryTrace(air).fill(segment.leaves(), segment.tree(), out, from, to);
    }
  }

  /** Nodes above touched leaves. */
  record Merkle(MerkleAir air) implements TableSource {
    @Override
    public int rows(SegmentContext segment) {
      return segment.tree().nodes();
    }

    @Override
    public MeteredTable metered(Program program) {
      return new MeteredTable.Nodes();
    }

    @Override
    public int grain() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void fill(SegmentContext segment, ColumnMatrix out, int from, int to) {
      new MerkleTrace(air).fill(segment.tree(), out);
    }
  }

  /** Compressions; padding is the permutation of zeros. */
  record Poseidon2(Poseidon2Air air) implements TableSource {
    @Override
    public int rows(SegmentContext segment) {
      return segment.tree().compressions().rows();
    }

    @Override
    public MeteredTable metered(Program program) {
      return new MeteredTable.Compressions();
    }

    @Override
    public int extent(SegmentContext segment, int height) {
      return height;
    }

    @Override
    public void fill(SegmentContext segment, ColumnMatrix out, int from, int to) {
      Compressions compressions = segment.tree().compressions();
      Poseidon2Trace trace = new Poseidon2Trace(air, out);
      int end = Math.clamp(compressions.rows(), from, to);
      int[] input = new int[Compressions.INPUT];
      for (int row = from; row < end; row++) {
        compressions.input(row, input, 0);
        trace.fill(row, input, 0, compressions.count(row));
      }
      if (end < to) {
        trace.fillPadding(end, to);
      }
    }
  }

  /** A table whose main trace is multiplicities, filled when all others are there. */
  record Counted(Air air, Function<Program, MeteredTable.Fixed> size) implements TableSource {
    @Override
    public int rows(SegmentContext segment) {
      return size.apply(segment.input().program()).rows();
    }

    @Override
    public MeteredTable metered(Program program) {
      return size.apply(program);
    }

    @Override
    public int extent(SegmentContext segment, int height) {
      return 0;
    }

    @Override
    public void fill(SegmentContext segment, ColumnMatrix out, int from, int to) {
      throw new IllegalStateException(air.name() + " is filled from counts");
    }
  }
}
