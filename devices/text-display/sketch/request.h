// What the controller may ask of this sketch: the bodies of the frames of frame.h.
//
//   asked              answered
//   :S?                :Sloket-text-1        who is there
//   :SBtext            :SA                   show the text, right-aligned, at brightness B (one hex digit)
//   anything else      :SE
#pragma once
#include "frame.h"

static const char NAME[] = "loket-text-1";
static const uint8_t MOST_DIGITS = 8;
// Number, brightness, the digits, star, four hex digits.
typedef FrameReader<1 + 1 + MOST_DIGITS + 5> Frame;

// What a good frame asks for. For a `Show`, `text` starts at held + 2.
enum Request { ASK, SHOW, UNKNOWN };

inline Request requestOf(const Frame &frame) {
  if (frame.length == 2 && frame.held[1] == '?') return ASK;
  bool fits = frame.length >= 3 && frame.length <= 2 + MOST_DIGITS;
  return fits && hexValue(frame.held[1]) >= 0 ? SHOW : UNKNOWN;
}
