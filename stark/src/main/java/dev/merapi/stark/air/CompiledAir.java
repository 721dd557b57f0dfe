package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An AIR as every reader sees it: one DAG of base and extension nodes, the list of <em>all</em>
 * constraints (the author's, then LogUp's) in a fixed order, and the interactions.
 *
 * <p>Matrices: main (width {@link #mainWidth()}), committed ({@link #committedWidth()}), auxiliary
 * ({@link #auxWidth()} base columns, four for each extension column; the accumulator is extension
 * column 0). An AIR without interactions has no auxiliary columns and no exposed sum.
 *
 * <p>Constraints, in order: the author's in order of definition; one for each LogUp chunk j ≥ 1;
 * the accumulator's first row, transition and last row.
 *
 * <p>The bytes ({@link #toBytes()}) hold the base nodes, the author's constraints and the
 * interactions; everything else (degrees, LogUp layout, extension nodes) is derived again, by the
 * same rules, when they are read.
 */
public final class CompiledAir {

  /** A constraint of the author: a base node. */
  record NamedNode(String name, int node) {}

  /**
   * What the author said; the codec's content. {@code fixedLogHeight} is -1 when the witness
   * decides.
   */
  record Parts(
      String name,
      int maxDegree,
      int mainWidth,
      int committedWidth,
      int fixedLogHeight,
      boolean lastRowSilent,
      List<BaseNode> base,
      List<NamedNode> constraints,
      List<Interaction> interactions) {
    Parts {
      base = List.copyOf(base);
      constraints = List.copyOf(constraints);
      interactions = List.copyOf(interactions);
    }
  }

  private final Parts parts;
  private final LogUpLayout logUp;
  private final List<BaseNode> base;
  private final List<ExtNode> ext;
  private final List<Constraint> constraints;
  private final int publicValueCount;
  private final Map<Integer, String> mainNames;
  private final Map<Integer, String> committedNames;

  private CompiledAir(
      Parts parts,
      AirValidator validator,
      LogUpLayout logUp,
      Map<Integer, String> mainNames,
      Map<Integer, String> committedNames) {
    this.parts = parts;
    this.logUp = logUp;
    this.publicValueCount = validator.publicValueCount();
    this.mainNames = mainNames;
    this.committedNames = committedNames;
    List<Constraint> all = new ArrayList<>();
    for (NamedNode c : parts.constraints) {
      all.add(new Constraint(c.name, false, c.node, validator.degree(c.node)));
    }
    LogUpConstraints derived =
        new LogUpConstraints(parts.base, parts.interactions, validator, logUp);
    all.addAll(derived.constraints());
    this.base = derived.base();
    this.ext = derived.nodes();
    this.constraints = List.copyOf(all);
  }

  /**
   * Checks every rule of the language on {@code parts} and derives the rest.
   *
   * @throws AirDefinitionException naming the AIR and what breaks a rule
   */
  static CompiledAir assemble(
      Parts parts, Map<Integer, String> mainNames, Map<Integer, String> committedNames) {
    try {
      AirValidator validator = new AirValidator(parts);
      LogUpLayout layout =
          LogUpLayout.plan(validator.interactionDegrees(), parts.maxDegree, parts.lastRowSilent);
      return new CompiledAir(parts, validator, layout, mainNames, committedNames);
    } catch (AirDefinitionException e) {
      throw new AirDefinitionException("AIR " + parts.name + ": " + e.getMessage());
    }
  }

  /** Reads the canonical bytes of one AIR; nothing may follow. */
  public static CompiledAir fromBytes(byte[] bytes) throws AirFormatException {
    return AirCodec.decode(bytes);
  }

  /** The same with a silent last row; whoever fills its trace must leave that row padding. */
  public CompiledAir withSilentLastRow() {
    return assemble(
        new Parts(
            parts.name,
            parts.maxDegree,
            parts.mainWidth,
            parts.committedWidth,
            parts.fixedLogHeight,
            true,
            parts.base,
            parts.constraints,
            parts.interactions),
        mainNames,
        committedNames);
  }

  /** The canonical bytes. */
  public byte[] toBytes() {
    return AirCodec.encode(parts);
  }

  /**
   * The bytes as canonical field elements for the verifying key's digest: their number, then three
   * bytes an element, little endian, the last one filled with zeros.
   */
  public int[] digestWords() {
    byte[] bytes = toBytes();
    int[] words = new int[1 + (bytes.length + 2) / 3];
    words[0] = bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      words[1 + i / 3] |= (bytes[i] & 0xff) << 8 * (i % 3);
    }
    return words;
  }

  /** Name of the AIR. */
  public String name() {
    return parts.name;
  }

  /** The degree limit it was compiled for. */
  public int maxDegree() {
    return parts.maxDegree;
  }

  /** Width of the main trace. */
  public int mainWidth() {
    return parts.mainWidth;
  }

  /** Width of the committed matrix, 0 when there is none. */
  public int committedWidth() {
    return parts.committedWidth;
  }

  /** Base columns of the auxiliary matrix: four for each extension column. */
  public int auxWidth() {
    return 4 * logUp.extensionColumns();
  }

  /** One more than the largest public value read, 0 when none is. */
  public int publicValueCount() {
    return publicValueCount;
  }

  /** The log2 of the height when it is fixed. */
  public OptionalInt fixedLogHeight() {
    return parts.fixedLogHeight < 0 ? OptionalInt.empty() : OptionalInt.of(parts.fixedLogHeight);
  }

  /** Whether the last row takes part in no message. */
  public boolean lastRowIsSilent() {
    return parts.lastRowSilent;
  }

  /** Base nodes in topological order. */
  public List<BaseNode> base() {
    return base;
  }

  /** Extension nodes in topological order. */
  public List<ExtNode> ext() {
    return ext;
  }

  /** All constraints in the order in which powers of the folding challenge are given. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /** The interactions in order of definition. */
  public List<Interaction> interactions() {
    return parts.interactions;
  }

  /** How interactions share extension columns. */
  public LogUpLayout logUp() {
    return logUp;
  }

  /** Whether there is an auxiliary matrix and an exposed sum. */
  public boolean hasInteractions() {
    return !parts.interactions.isEmpty();
  }

  /** The largest degree of all constraints. */
  public int degree() {
    return constraints.stream().mapToInt(Constraint::degree).max().orElse(1);
  }

  /**
   * Number of chunks of degree below the height into which this AIR's quotient falls; at least 1.
   */
  public int quotientDegree() {
    return Math.max(1, degree() - 1);
  }

  /**
   * Σ of the count weights of this AIR's interactions on {@code bus}: what one row adds to the
   * bus's count.
   */
  public long countWeight(Bus bus) {
    return parts.interactions.stream()
        .filter(i -> i.bus().id() == bus.id())
        .mapToLong(Interaction::countWeight)
        .sum();
  }

  /** Declared name of a main column; {@code main[i]} when the AIR was read from bytes. */
  public String mainName(int column) {
    return mainNames.getOrDefault(column, "main[" + column + "]");
  }

  /** Declared name of a committed column; {@code committed[i]} when the AIR was read from bytes. */
  public String committedName(int column) {
    return committedNames.getOrDefault(column, "committed[" + column + "]");
  }

  @Override
  public String toString() {
    return "CompiledAir[" + parts.name + "]";
  }
}
