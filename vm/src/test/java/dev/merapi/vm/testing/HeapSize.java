package dev.merapi.vm.testing;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The heap that objects of this project keep alive: their arrays and fields, followed by
 * reflection. References take four bytes, as HotSpot has them.
 */
public final class HeapSize {
  private HeapSize() {}

  /** Bytes of everything reachable from an object without passing through the excluded ones. */
  public static long of(Object root, Object... excluded) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(seen, excluded);
    Deque<Object> open = new ArrayDeque<>();
    open.add(root);
    long bytes = 0;
    while (!open.isEmpty()) {
      Object object = open.poll();
      if (seen.add(object)) {
        bytes += visit(object, open);
      }
    }
    return bytes;
  }

  private static long visit(Object object, Deque<Object> open) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return array(object, type.getComponentType(), open);
    }
    if (object instanceof Map<?, ?> map) {
      open.addAll(map.values());
      return 64 + 48L * map.size();
    }
    if (!type.getName().startsWith("dev.merapi")) {
      return 32;
    }
    long bytes = 16;
    for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          bytes += 8;
          follow(field, object, open);
        }
      }
    }
    return bytes;
  }

  private static long array(Object array, Class<?> component, Deque<Object> open) {
    int length = Array.getLength(array);
    if (component.isPrimitive()) {
      return 16 + (component == byte.class || component == boolean.class ? 1L : 4L) * length;
    }
    for (Object element : (Object[]) array) {
      if (element != null) {
        open.add(element);
      }
    }
    return 16 + 4L * length;
  }

  private static void follow(Field field, Object object, Deque<Object> open) {
    if (field.getType().isPrimitive() || field.getType().isEnum()) {
      return;
    }
    try {
      field.setAccessible(true);
      Object value = field.get(object);
      if (value != null) {
        open.add(value);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
