// Frames between the controller and a sketch of Loket, without Arduino code, so that they can be tested on any machine.
// Each sketch has its own copy of this file, since the Arduino IDE uploads one folder; a test holds the copies equal.
//
//   :SBODY*CCCC\n      S is a number (one hex digit) that the answer repeats; CCCC is the CRC-16 of Modbus over S and
//                      BODY, as four hex digits. An incomplete frame is not answered: the controller asks again.
#pragma once
#include <stdint.h>

inline uint16_t crc16(const char *bytes, uint8_t length) {
  uint16_t crc = 0xFFFF;
  for (uint8_t i = 0; i < length; i++) {
    crc ^= (uint8_t)bytes[i];
    for (uint8_t bit = 0; bit < 8; bit++) crc = (crc & 1) ? (crc >> 1) ^ 0xA001 : crc >> 1;
  }
  return crc;
}

// The value of a hex digit as the controller writes it, or -1.
inline int8_t hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

inline char hexDigit(uint8_t value) { return value < 10 ? '0' + value : 'A' + value - 10; }

// Collects one frame; a new one may begin at any time. One that is longer than MOST_HELD between its colon and its end
// is noise.
template <uint8_t MOST_HELD>
struct FrameReader {
  char held[MOST_HELD + 1];
  uint8_t length = 0;
  bool inside = false;

  // True when this byte completes a good frame: `held` is then its number and body, without star and check.
  bool take(char c) {
    if (c == ':') {
      inside = true;
      length = 0;
      return false;
    }
    if (!inside) return false;
    if (c == '\n') {
      inside = false;
      return checked();
    }
    if (length == MOST_HELD) inside = false;
    else held[length++] = c;
    return false;
  }

  bool checked() {
    if (length < 7 || held[length - 5] != '*' || hexValue(held[0]) < 0) return false;
    uint16_t check = 0;
    for (uint8_t i = length - 4; i < length; i++) {
      int8_t value = hexValue(held[i]);
      if (value < 0) return false;
      check = (check << 4) | value;
    }
    length -= 5;
    held[length] = 0;
    return crc16(held, length) == check;
  }
};

// Writes the frame of `number` and `body` to `out`, which has room for it, with its zero.
inline void writeFrame(char number, const char *body, char *out) {
  *out++ = ':';
  char *checkedPart = out;
  *out++ = number;
  while (*body) *out++ = *body++;
  uint16_t crc = crc16(checkedPart, out - checkedPart);
  *out++ = '*';
  for (int8_t shift = 12; shift >= 0; shift -= 4) *out++ = hexDigit((crc >> shift) & 15);
  *out++ = '\n';
  *out = 0;
}
