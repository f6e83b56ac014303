// A number display for Loket: an Arduino Uno or Nano that is sent whole texts and shows them on P10 panels, with Loket's
// own letters. A text that does not fit runs through. Nothing but the Arduino core is needed: open this folder in the
// Arduino IDE and upload. The site file then says `kind: p10-display`. Wire the panels as docs/wiring.md says.
#include "picture.h"

static const uint32_t BAUD = 57600;
// How long a text that will run stands still, so that its beginning is read at once.
static const uint16_t STILL_MS = 1000;

static Frame frame;
// What is shown: its look and its text.
static char shown[LOOK + MOST_TEXT + 1] = "";
static const char *const shownText = shown + LOOK;
static Face face;
static uint8_t wide, high;
// For a text that runs: its dot at the left edge, and when it moves next.
static bool runs = false;
static int16_t x, textWidth;
static uint32_t movedAt;
static uint16_t waitMs;

// The same once more changes nothing: the controller repeats itself every two seconds, and a text runs on.
static void show(const char *body) {
  if (strcmp(shown, body) == 0) return;
  strcpy(shown, body);
  wide = body[2] - '0';
  high = body[3] - '0';
  face = faceOf(body[1], high);
  textWidth = widthOf(face, shownText);
  int16_t room = wide * PANEL_DOTS_WIDE;
  runs = textWidth > room;
  x = runs ? 0 : (textWidth - room) / 2;
  movedAt = millis();
  waitMs = STILL_MS;
  draw(face, shownText, x, wide, high);
  lightPanels(wide * high, hexValue(body[0]));
}

static void move() {
  if (!runs || millis() - movedAt < waitMs) return;
  movedAt += waitMs;
  waitMs = 1000 / speedOf(shown);
  x = x + 1 < textWidth ? x + 1 : -(wide * PANEL_DOTS_WIDE);
  draw(face, shownText, x, wide, high);
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
    case ASK_WHETHER:
      answer(has(frame.held + 2) ? "A" : "E");
      break;
    case SHOW:
      show(frame.held + 1);
      answer("A");
      break;
    default:
      answer("E");
  }
}

void setup() {
  Serial.begin(BAUD);
  startPanels();
}

void loop() {
  if (Serial.available() > 0) {
    if (frame.take(Serial.read())) obey();
  } else {
    move();
  }
}
