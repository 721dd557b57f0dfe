package dev.merapi.vm.machine;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.verification.UserPublicValuesProof;

/** Opens the public values against the memory a run ends with. */
public final class UserPublicValues {
  private UserPublicValues() {}

  /**
   * The opening of {@code values} in {@code after}.
   *
   * @param after the tree of the final memory
   * @param values all bytes of public values, as the final memory has them
   * @throws IllegalArgumentException if they are not what the tree holds
   */
  public static UserPublicValuesProof open(MemoryTree after, byte[] values) {
    int level = UserPublicValuesProof.level(values.length);
    int[][] path = after.path(level, UserPublicValuesProof.index(values.length));
    int[] siblings = new int[UserPublicValuesProof.siblingWords(values.length)];
    for (int i = 0; i < siblings.length; i++) {
      siblings[i] = KoalaBear.toCanonical(path[i / 8][i % 8]);
    }
    UserPublicValuesProof proof = new UserPublicValuesProof(values, siblings);
    int[] root = after.root();
    int[] found = proof.root();
    for (int i = 0; i < root.length; i++) {
      if (KoalaBear.toCanonical(root[i]) != found[i]) {
        throw new IllegalArgumentException("the public values are not those of the final memory");
      }
    }
    return proof;
  }
}
