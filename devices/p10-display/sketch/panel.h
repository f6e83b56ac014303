// Drives P10 panels with a HUB12 plug: 32 x 16 dots of one colour, a quarter of the rows lit at a time. Pins and the order
// of the bits are those of the shields for these panels and of Freetronics' library DMD (DMD.h and DMD.cpp,
// github.com/freetronics/DMD), which most of them are sold with:
//
//   A and B say which rows are lit: 0, 4, 8, 12 or one, two or three below. A bit of 0 is a dot that is lit. For every
//   eight columns from the left, the eight dots of the lowest of the four rows are shifted first, the leftmost first.
//   So the panel that is plugged into the Arduino is the last one: the right one, in the lowest row of panels.
#pragma once
#include <Arduino.h>
#include "request.h"

// Arduino's pins, with the bits of the processor's ports (Uno, Nano).
static const uint8_t A_PIN = 6;       // port D, bit 6
static const uint8_t B_PIN = 7;       // port D, bit 7
static const uint8_t LATCH_PIN = 8;   // port B, bit 0; SCLK or LAT on the plug
static const uint8_t ENABLE_PIN = 9;  // port B, bit 1; OE on the plug: high lights the rows
static const uint8_t DATA_PIN = 11;   // port B, bit 3; R on the plug
static const uint8_t CLOCK_PIN = 13;  // port B, bit 5; CLK on the plug
static const uint8_t LATCH = _BV(0), ENABLE = _BV(1), DATA = _BV(3), CLOCK = _BV(5);
static const uint8_t ROW_SHIFT = 6;

// Timer 1 counts twice a microsecond. Four turns of 2 ms are one picture: 125 pictures a second do not flicker.
static const uint16_t TURN_COUNTS = 4000;
static const uint8_t BRIGHTNESS_STEPS = 16;

static const uint8_t BYTES_OF_ROWS = 16;  // of one panel: four rows of four bytes
static const uint8_t MOST_BYTES = MOST_WIDE * MOST_HIGH * BYTES_OF_ROWS;

// For each of the four turns what is shifted out, in that order.
static uint8_t dots[4][MOST_BYTES];
static volatile uint8_t turnBytes = MOST_BYTES;
// False until the first text: the panels are dark, however many they are.
static volatile bool lit = false;

// A call for each bit would take twice the time, so the compiler may not make it one.
inline __attribute__((always_inline)) void shiftBit(uint8_t bit) {
  if (bit) PORTB |= DATA;
  else PORTB &= ~DATA;
  PORTB |= CLOCK;
  PORTB &= ~CLOCK;
}

inline void shiftByte(uint8_t byte) {
  shiftBit(byte & 0x80);
  shiftBit(byte & 0x40);
  shiftBit(byte & 0x20);
  shiftBit(byte & 0x10);
  shiftBit(byte & 0x08);
  shiftBit(byte & 0x04);
  shiftBit(byte & 0x02);
  shiftBit(byte & 0x01);
}

// A turn: shows what was shifted out in the last one, then shifts out the next rows. Other interrupts are let in, since
// four bytes may come over the serial line while those of eight panels go out.
ISR(TIMER1_COMPA_vect, ISR_NOBLOCK) {
  static uint8_t turn = 3;
  PORTB &= ~ENABLE;
  PORTB |= LATCH;
  PORTB &= ~LATCH;
  PORTD = (PORTD & ~(3 << ROW_SHIFT)) | turn << ROW_SHIFT;
  if (lit) PORTB |= ENABLE;
  turn = (turn + 1) & 3;
  const uint8_t *next = dots[turn];
  for (uint8_t left = turnBytes; left > 0; left--) shiftByte(*next++);
}

// The end of the light of a turn; never at full brightness.
ISR(TIMER1_COMPB_vect) { PORTB &= ~ENABLE; }

inline void startPanels() {
  memset(dots, 0xFF, sizeof(dots));
  digitalWrite(ENABLE_PIN, LOW);
  const uint8_t pins[] = {A_PIN, B_PIN, LATCH_PIN, ENABLE_PIN, DATA_PIN, CLOCK_PIN};
  for (uint8_t pin : pins) pinMode(pin, OUTPUT);
  noInterrupts();
  TCCR1A = 0;
  TCCR1B = _BV(WGM12) | _BV(CS11);  // counts from 0 to OCR1A, a count for eight of the processor's clock
  OCR1A = TURN_COUNTS - 1;
  OCR1B = TURN_COUNTS;
  TIMSK1 = _BV(OCIE1A) | _BV(OCIE1B);
  interrupts();
}

// `brightness`: 0 to 15.
inline void lightPanels(uint8_t panels, uint8_t brightness) {
  noInterrupts();
  OCR1B = TURN_COUNTS / BRIGHTNESS_STEPS * (brightness + 1);
  interrupts();
  turnBytes = panels * BYTES_OF_ROWS;
  lit = true;
}
