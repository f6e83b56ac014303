// As much of Arduino as the sketch uses, on the machine of the tests: the serial line is standard input, and what goes
// out, over the line and over pins, is written to standard output in order.
#pragma once
#include <stdint.h>
#include <stdio.h>

static const uint8_t LOW = 0;
static const uint8_t HIGH = 1;
static const uint8_t OUTPUT = 1;

inline void pinMode(uint8_t, uint8_t) {}
inline void digitalWrite(uint8_t pin, uint8_t level) { printf("pin %u %u\n", (unsigned)pin, (unsigned)level); }

struct SerialLine {
  int next = -1;
  void begin(uint32_t) { next = getchar(); }
  int available() { return next == EOF ? 0 : 1; }
  int read() {
    int byte = next;
    next = getchar();
    return byte;
  }
  void print(const char *text) { printf("line %s", text); }
};

static SerialLine Serial;
