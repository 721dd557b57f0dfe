package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of one {@link Air}, in order of declaration. An AIR keeps them as final fields, so
 * that its trace generator can say {@code air.pc.index()}:
 *
 * {@snippet :
 * final Columns columns = new Columns();
 * final Column pc = columns.main("pc");
 * final Column[] limbs = columns.main("limbs", 2);
 * }
 */
public final class Columns {
  private final List<Column> all = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int mainWidth;
  private int committedWidth;

  /** Declares a column of the main trace. */
  public Column main(String name) {
    return add(name, mainWidth++, false);
  }

  /**
   * Declares {@code count} adjacent columns of the main trace, named {@code name[0]}, {@code
   * name[1]}, …
   */
  public Column[] main(String name, int count) {
    Column[] group = new Column[count];
    for (int i = 0; i < count; i++) {
      group[i] = main(name + "[" + i + "]");
    }
    return group;
  }

  /**
   * Declares a column of the matrix committed ahead of time in its own tree (the program, a fixed
   * table).
   */
  public Column committed(String name) {
    return add(name, committedWidth++, true);
  }

  /** Width of the main trace. */
  public int mainWidth() {
    return mainWidth;
  }

  /** Width of the committed matrix, 0 when there is none. */
  public int committedWidth() {
    return committedWidth;
  }

  /** All columns in order of declaration. */
  public List<Column> all() {
    return Collections.unmodifiableList(all);
  }

  private Column add(String name, int index, boolean committed) {
    if (name.isEmpty() || !names.add(name)) {
      throw new AirDefinitionException("column name '" + name + "' is empty or used twice");
    }
    Column column = new Column(this, name, index, committed);
    all.add(column);
    return column;
  }
}
