// What seven segments show of a character, in the bits of a MAX7219 without its decoder: 6..0 = a..g.
// The same shapes as in devices/display/glyphs.ts; a test compares the two.
#pragma once
#include <stdint.h>

static const uint8_t DIGIT_SEGMENTS[10] = {
  0x7E, 0x30, 0x6D, 0x79, 0x33, 0x5B, 0x5F, 0x70, 0x7F, 0x7B
};

static const uint8_t LETTER_SEGMENTS[26] = {  // A to Z; dark where seven segments cannot show one
  0x77, 0x1F, 0x4E, 0x3D, 0x4F, 0x47, 0x5E, 0x37, 0x30,
  0x38, 0x00, 0x0E, 0x00, 0x15, 0x1D, 0x67, 0x73, 0x05,
  0x5B, 0x0F, 0x3E, 0x00, 0x00, 0x00, 0x3B, 0x6D
};

inline uint8_t segmentsOf(char c) {
  if (c >= '0' && c <= '9') return DIGIT_SEGMENTS[c - '0'];
  if (c >= 'A' && c <= 'Z') return LETTER_SEGMENTS[c - 'A'];
  if (c == '-') return 0x01;
  if (c == '_') return 0x08;
  return 0;
}
