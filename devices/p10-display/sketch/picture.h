// Draws a text into the dots of the panels.
#pragma once
#include "font.h"
#include "panel.h"

static const uint8_t PANEL_DOTS_WIDE = 32;
static const uint8_t PANEL_DOTS_HIGH = 16;

// How a font is drawn: each of its dots `across` dots wide and `down` dots high.
struct Face {
  const Glyph *glyphs;
  uint8_t rows;
  uint8_t across;
  uint8_t down;
};

// Two rows of panels show everything twice as large.
inline Face faceOf(char font, uint8_t high) {
  if (font == 'N') return {NORMAL, 7, high, high};
  return {BOLD, 8, (uint8_t)(font == 'W' ? 2 * high : high), (uint8_t)(2 * high)};
}

// The columns of a text from left to right, with a dark one after each glyph.
struct Columns {
  const Face &face;
  const char *text;
  Glyph glyph;
  uint8_t column = 0;
  uint8_t times = 0;

  Columns(const Face &face, const char *text) : face(face), text(text) { load(); }

  void load() { memcpy_P(&glyph, &face.glyphs[glyphOf(*text)], sizeof(Glyph)); }

  bool ended() const { return *text == 0; }

  uint8_t next() {
    if (ended()) return 0;
    uint8_t lit = column < glyph.width ? glyph.columns[column] : 0;
    if (++times < face.across) return lit;
    times = 0;
    if (++column <= glyph.width) return lit;
    column = 0;
    text++;
    load();
    return lit;
  }
};

// How many dots wide the text is, without the dark column after its last glyph.
inline int16_t widthOf(const Face &face, const char *text) {
  int16_t columns = 0;
  for (; *text; text++) columns += pgm_read_byte(&face.glyphs[glyphOf(*text)].width) + 1;
  return columns == 0 ? 0 : (columns - 1) * face.across;
}

// Draws what is to be seen when the left edge of the panels is at dot `x` of the text; before it, all is dark.
inline void draw(const Face &face, const char *text, int16_t x, uint8_t wide, uint8_t high) {
  Columns columns(face, text);
  for (int16_t skipped = 0; skipped < x && !columns.ended(); skipped++) columns.next();
  uint8_t top = (high * PANEL_DOTS_HIGH - face.rows * face.down) / 2;
  for (uint8_t byte = 0; byte < wide * PANEL_DOTS_WIDE / 8; byte++) {
    uint8_t rows[8] = {0};
    for (uint8_t bit = 0x80; bit; bit >>= 1) {
      uint8_t column = x < 0 ? 0 : columns.next();
      if (x < 0) x++;
      for (uint8_t row = 0; column; row++, column >>= 1)
        if (column & 1) rows[row] |= bit;
    }
    uint8_t row = 0, times = 0;
    for (uint8_t y = 0; y < high * PANEL_DOTS_HIGH; y++) {
      bool inside = y >= top && row < face.rows;
      uint8_t place = (byte / 4 + wide * (y / PANEL_DOTS_HIGH)) * 4 + byte % 4;
      dots[y & 3][place * 4 + 3 - (y % PANEL_DOTS_HIGH >> 2)] = inside ? ~rows[row] : 0xFF;
      if (inside && ++times == face.down) {
        times = 0;
        row++;
      }
    }
  }
}
