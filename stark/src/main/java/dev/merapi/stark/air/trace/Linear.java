package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.Ext;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sum of base operands times extension constants, plus an extension constant. */
final class Linear {
  private final Map<Integer, Ext> sources = new LinkedHashMap<>();
  private Ext constant;

  Linear(Ext constant) {
    this.constant = constant;
  }

  void add(int operand, Ext factor) {
    sources.merge(operand, factor, Ext::add);
  }

  void addConstant(Ext value) {
    constant = constant.add(value);
  }

  Map<Integer, Ext> sources() {
    return sources;
  }

  Ext constant() {
    return constant;
  }
}
