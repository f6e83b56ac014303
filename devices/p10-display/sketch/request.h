// What the controller may ask of this sketch: the bodies of the frames of frame.h.
//
//   asked              answered
//   :S?                :Sloket-p10-1         who is there
//   :S?FWH             :SA or :SE            whether it has the font F and as many panels, W wide and H high
//   :SBFWHRRtext       :SA                   show the text at brightness B (one hex digit) in the font F on W x H panels;
//                                            a text that does not fit runs by RR dots a second (two hex digits)
//   anything else      :SE
#pragma once
#include "frame.h"

static const char NAME[] = "loket-p10-1";
// A panel takes 64 bytes of the 2 KB of an Uno.
static const uint8_t MOST_WIDE = 4;
static const uint8_t MOST_HIGH = 2;
static const uint8_t MOST_TEXT = 48;
// What stands before the text: brightness, font, panels across and down, speed.
static const uint8_t LOOK = 6;
// Number, look, text, star, four hex digits.
typedef FrameReader<1 + LOOK + MOST_TEXT + 5> Frame;

enum Request { ASK, ASK_WHETHER, SHOW, UNKNOWN };

// Whether the sketch has this font, `N`ormal, `T`all or `W`ide, and as many panels.
inline bool has(const char *fontAndPanels) {
  char font = fontAndPanels[0];
  bool isFont = font == 'N' || font == 'T' || font == 'W';
  uint8_t wide = fontAndPanels[1] - '0', high = fontAndPanels[2] - '0';
  return isFont && wide >= 1 && wide <= MOST_WIDE && high >= 1 && high <= MOST_HIGH;
}

// The speed of a text that runs, in dots a second; 0 where there is none.
inline uint8_t speedOf(const char *look) {
  int8_t high = hexValue(look[4]), low = hexValue(look[5]);
  return high < 0 || low < 0 ? 0 : high << 4 | low;
}

// What a good frame asks for. For `SHOW`, the look starts at held + 1 and the text after it.
inline Request requestOf(const Frame &frame) {
  const char *body = frame.held + 1;
  if (frame.length == 2 && body[0] == '?') return ASK;
  if (frame.length == 5 && body[0] == '?') return ASK_WHETHER;
  bool shows = frame.length >= 1 + LOOK && hexValue(body[0]) >= 0 && has(body + 1) && speedOf(body) > 0;
  return shows ? SHOW : UNKNOWN;
}
