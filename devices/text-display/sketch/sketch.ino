// A number display for Loket: an Arduino that is sent whole texts and shows them on a MAX7219 module.
// Nothing but the Arduino core is needed: open this folder in the Arduino IDE and upload. The site file then says
// `kind: text-display`. Wire the module to these pins, and to 5V and GND.
#include "glyphs.h"
#include "request.h"

static const uint8_t DIN_PIN = 11;
static const uint8_t CS_PIN = 10;
static const uint8_t CLK_PIN = 13;
static const uint32_t BAUD = 57600;

// Registers of the MAX7219 (data sheet, table 2); 1 to 8 are the digits, 1 the rightmost.
enum Register { DECODE_MODE = 9, INTENSITY = 10, SCAN_LIMIT = 11, SHUTDOWN = 12, DISPLAY_TEST = 15 };

static Frame frame;

// Sixteen bits, the highest first; the chip takes each when the clock rises, and all of them when CS does.
static void send(uint8_t address, uint8_t value) {
  uint16_t word = ((uint16_t)address << 8) | value;
  digitalWrite(CS_PIN, LOW);
  for (int8_t bit = 15; bit >= 0; bit--) {
    digitalWrite(CLK_PIN, LOW);
    digitalWrite(DIN_PIN, (word >> bit) & 1 ? HIGH : LOW);
    digitalWrite(CLK_PIN, HIGH);
  }
  digitalWrite(CS_PIN, HIGH);
}

// Every text sets the chip up anew, so that a module whose supply dipped is right again with the next one.
static void show(const char *text, uint8_t length, uint8_t brightness) {
  send(DISPLAY_TEST, 0);
  send(DECODE_MODE, 0);
  send(SCAN_LIMIT, MOST_DIGITS - 1);
  send(INTENSITY, brightness);
  for (uint8_t digit = 1; digit <= MOST_DIGITS; digit++)
    send(digit, digit <= length ? segmentsOf(text[length - digit]) : 0);
  send(SHUTDOWN, 1);
}

static void answer(const char *body) {
  char out[sizeof(NAME) + 8];
  writeFrame(frame.held[0], body, out);
  Serial.print(out);
}

static void obey() {
  switch (requestOf(frame)) {
    case ASK:
      answer(NAME);
      break;
    case SHOW:
      show(frame.held + 2, frame.length - 2, hexValue(frame.held[1]));
      answer("A");
      break;
    default:
      answer("E");
  }
}

void setup() {
  pinMode(DIN_PIN, OUTPUT);
  pinMode(CS_PIN, OUTPUT);
  pinMode(CLK_PIN, OUTPUT);
  digitalWrite(CS_PIN, HIGH);
  Serial.begin(BAUD);
  show("", 0, 0);
}

void loop() {
  if (Serial.available() > 0 && frame.take(Serial.read())) obey();
}
