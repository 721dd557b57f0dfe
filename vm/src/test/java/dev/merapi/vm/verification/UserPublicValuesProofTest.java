package dev.merapi.vm.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.machine.UserPublicValues;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPublicValuesProofTest {
  @ParameterizedTest
  @ValueSource(ints = {32, 64, 256, 1024})
  void opensAgainstTheRoot(int bytes) {
    byte[] values = values(bytes);
    MemoryTree tree = tree(values, MemoryImage.PUBLIC_VALUES, 0);
    assertThat(UserPublicValues.open(tree, values).root()).isEqualTo(canonical(tree.root()));
  }

  @Test
  void anyOtherByteOrSiblingLeadsElsewhere() {
    byte[] values = values(64);
    MemoryTree tree = tree(values, MemoryImage.PUBLIC_VALUES, 0);
    int[] root = canonical(tree.root());
    UserPublicValuesProof proof = UserPublicValues.open(tree, values);
    for (int i = 0; i < values.length; i++) {
      byte[] other = values.clone();
      other[i] ^= 1;
      assertThat(new UserPublicValuesProof(other, proof.siblings()).root()).isNotEqualTo(root);
      assertThatIllegalArgumentException().isThrownBy(() -> UserPublicValues.open(tree, other));
    }
    for (int i = 0; i < proof.siblings().length; i += 37) {
      int[] other = proof.siblings();
      other[i] ^= 1;
      assertThat(new UserPublicValuesProof(values, other).root()).isNotEqualTo(root);
    }
  }

  @Test
  void aLeafOfAnotherPlaceDoesNotPassForThePublicValues() {
    byte[] values = values(32);
    for (int pointer : new int[] {32, 1 << 10}) {
      MemoryTree tree = tree(values, MemoryImage.PUBLIC_VALUES, pointer);
      int label = MemoryImage.leafLabel(MemoryImage.PUBLIC_VALUES, pointer);
      assertThat(forge(values, tree.path(0, label)).root()).isNotEqualTo(canonical(tree.root()));
    }
    MemoryTree memory = tree(values, MemoryImage.MEMORY, 0);
    int label = MemoryImage.leafLabel(MemoryImage.MEMORY, 0);
    assertThat(forge(values, memory.path(0, label)).root()).isNotEqualTo(canonical(memory.root()));
  }

  @Test
  void shapesAreChecked() {
    byte[] values = values(32);
    int[] siblings = UserPublicValues.open(tree(values, 3, 0), values).siblings();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPublicValuesProof(values(64), siblings));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPublicValuesProof(values(96), siblings));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPublicValuesProof(new byte[0], siblings));
    int[] longer = Arrays.copyOf(siblings, siblings.length + 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPublicValuesProof(values, longer));
    int[] notCanonical = siblings.clone();
    notCanonical[5] = KoalaBear.P;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPublicValuesProof(values, notCanonical));
  }

  private static UserPublicValuesProof forge(byte[] values, int[][] path) {
    return new UserPublicValuesProof(
        values, canonical(Arrays.stream(path).flatMapToInt(Arrays::stream).toArray()));
  }

  private static byte[] values(int bytes) {
    byte[] values = new byte[bytes];
    new Random(bytes).nextBytes(values);
    return values;
  }

  private static MemoryTree tree(byte[] values, int space, int pointer) {
    ByteBuffer bytes = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
    MemoryImage.Builder image = MemoryImage.builder().word(1, 8, 77).word(2, 0x1000, -5);
    for (int i = 0; i < values.length; i += 4) {
      image.word(space, pointer + i, bytes.getInt(i));
    }
    return MemoryTree.of(image.build(), Parallel.sequential());
  }

  private static int[] canonical(int[] elements) {
    return Arrays.stream(elements).map(KoalaBear::toCanonical).toArray();
  }
}
