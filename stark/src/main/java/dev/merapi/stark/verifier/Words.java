package dev.merapi.stark.verifier;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Words of an array as native elements, boxed only where they are asked for one by one. */
final class Words extends AbstractList<Integer> implements RandomAccess {
  private final int[] words;

  /** A view of an array, which is not to change. */
  Words(int[] words) {
    this.words = words;
  }

  /** The words of a list, to be read only. */
  static int[] of(List<Integer> list) {
    if (list instanceof Words view) {
      return view.words;
    }
    int[] words = new int[list.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = list.get(i);
    }
    return words;
  }

  @Override
  public Integer get(int index) {
    return words[index];
  }

  @Override
  public int size() {
    return words.length;
  }
}
