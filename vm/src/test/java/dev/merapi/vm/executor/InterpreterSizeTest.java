package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HotSpot never compiles a method of 8000 bytes of bytecode or more: the interpreters stay below.
 */
class InterpreterSizeTest {
  private static final int HUGE_METHOD = 8000;

  @ParameterizedTest
  @ValueSource(
      classes = {
        FastLoop.class,
        PlainLoop.class,
        CountingLoop.class,
        RecordLoop.class,
        Meter.class,
        GuestState.class,
        Alu.class
      })
  void methodsAreSmallEnoughToBeCompiled(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      assertThat(in).isNotNull();
      ClassModel model = ClassFile.of().parse(in.readAllBytes());
      for (MethodModel method : model.methods()) {
        method
            .findAttribute(Attributes.code())
            .ifPresent(code ->
                assertThat(code.codeLength())
                    .as(method.methodName().stringValue())
                    .isLessThan(HUGE_METHOD / 2));
      }
    }
  }
}
