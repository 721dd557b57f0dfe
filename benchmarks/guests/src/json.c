/*
 * Checks that the input is UTF-8 (RFC 3629) and JSON (RFC 8259), and counts. Reveals: 1 if valid else 0, the offset of the first
 * error, objects, arrays, strings (keys too), numbers, code points in strings (escapes resolved), and the deepest nesting.
 */
#include "merapi.h"

static const u8 *text;
static u32 length, at, objects, arrays, strings, numbers, points, deepest;

static int value(u32 depth);

static void space(void) {
  while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) at++;
}

static int literal(const char *word) {
  for (; *word != 0; word++, at++) {
    if (at >= length || text[at] != (u8)*word) return 0;
  }
  return 1;
}

static int digits(void) {
  u32 start = at;
  while (at < length && text[at] >= '0' && text[at] <= '9') at++;
  return at > start;
}

static int number(void) {
  numbers++;
  if (text[at] == '-') at++;
  if (at < length && text[at] == '0') {
    at++;
  } else if (!digits()) {
    return 0;
  }
  if (at < length && text[at] == '.') {
    at++;
    if (!digits()) return 0;
  }
  if (at < length && (text[at] == 'e' || text[at] == 'E')) {
    at++;
    if (at < length && (text[at] == '+' || text[at] == '-')) at++;
    if (!digits()) return 0;
  }
  return 1;
}

/* One UTF-8 sequence of a code point from 0x80 on; shortest form, no surrogates, at most 0x10ffff. */
static int sequence(void) {
  u32 b = text[at];
  u32 more = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
  static const u32 least[] = {0, 0x80, 0x800, 0x10000};
  if (b < 0xc2 || b > 0xf4) return 0;
  u32 point = b & (0x3f >> more);
  for (u32 i = 1; i <= more; i++) {
    if (at + i >= length || (text[at + i] & 0xc0) != 0x80) return 0;
    point = point << 6 | (text[at + i] & 0x3f);
  }
  if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return 0;
  at += more + 1;
  return 1;
}

static int hex(u32 *unit) {
  *unit = 0;
  for (int i = 0; i < 4; i++, at++) {
    if (at >= length) return 0;
    u32 c = text[at], low = c | 0x20;
    u32 digit = c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : 16;
    if (digit == 16) return 0;
    *unit = *unit << 4 | digit;
  }
  return 1;
}

static int escape(void) {
  u32 unit;
  if (at >= length) return 0;
  switch (text[at++]) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
      return 1;
    case 'u':
      if (!hex(&unit)) return 0;
      if (unit >= 0xd800 && unit < 0xdc00) { /* its second half must follow */
        if (at + 2 > length || text[at] != '\\' || text[at + 1] != 'u') return 0;
        at += 2;
        return hex(&unit) && unit >= 0xdc00 && unit < 0xe000;
      }
      return unit < 0xdc00 || unit >= 0xe000;
    default:
      at--;
      return 0;
  }
}

static int string(void) {
  strings++;
  at++;
  while (at < length) {
    u32 c = text[at];
    if (c == '"') {
      at++;
      return 1;
    }
    points++;
    if (c == '\\') {
      at++;
      if (!escape()) return 0;
    } else if (c >= 0x80) {
      if (!sequence()) return 0;
    } else if (c < 0x20) {
      return 0;
    } else {
      at++;
    }
  }
  return 0;
}

static int object(u32 depth) {
  objects++;
  at++;
  space();
  if (at < length && text[at] == '}') {
    at++;
    return 1;
  }
  for (;;) {
    space();
    if (at >= length || text[at] != '"' || !string()) return 0;
    space();
    if (at >= length || text[at] != ':') return 0;
    at++;
    if (!value(depth)) return 0;
    if (at < length && text[at] == '}') {
      at++;
      return 1;
    }
    if (at >= length || text[at] != ',') return 0;
    at++;
  }
}

static int array(u32 depth) {
  arrays++;
  at++;
  space();
  if (at < length && text[at] == ']') {
    at++;
    return 1;
  }
  for (;;) {
    if (!value(depth)) return 0;
    if (at < length && text[at] == ']') {
      at++;
      return 1;
    }
    if (at >= length || text[at] != ',') return 0;
    at++;
  }
}

static int value(u32 depth) {
  int ok;
  space();
  if (at >= length || depth > 500) return 0;
  u32 c = text[at];
  if ((c == '{' || c == '[') && depth > deepest) deepest = depth;
  switch (c) {
    case '{': ok = object(depth + 1); break;
    case '[': ok = array(depth + 1); break;
    case '"': ok = string(); break;
    case 't': ok = literal("true"); break;
    case 'f': ok = literal("false"); break;
    case 'n': ok = literal("null"); break;
    default: ok = (c == '-' || (c >= '0' && c <= '9')) && number();
  }
  if (ok) space();
  return ok;
}

int main(void) {
  text = read_input(&length);
  int valid = value(1) && at == length;
  reveal(0, valid);
  reveal(1, valid ? 0 : at);
  reveal(2, objects);
  reveal(3, arrays);
  reveal(4, strings);
  reveal(5, numbers);
  reveal(6, points);
  reveal(7, deepest);
  print(valid ? "valid\n" : "invalid\n");
  return 0;
}
