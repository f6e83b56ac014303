// An Arduino Uno in simavr with a sketch of ours. Bytes go in and out of its serial line, and what is wired to its pins is
// told as electricity has it: this program knows a shift register and a clock, and no letter.
//
//   board SKETCH.elf hub12 PANELS      panels with 128 bits of shift registers each, on the pins of such shields
//   board SKETCH.elf pins              only pins 10, 11 and 13 (MAX7219)
//
//   asked                              answered
//   run CYCLES HEX                     runs; meanwhile these bytes come in, at the speed of the line. `-`: none
//   reset                              as its reset key does
//                                      sent HEX                  what the sketch sent
//                                      pin NUMBER LEVEL          a change, in order
//                                      row BA CYCLES HEX         how long these bits of the chain, the first one shifted
//                                                                first, were lit with A and B at BA
//                                      done TROUBLES WAIT TURN   times A, B or the latch moved under light; the longest that
//                                                                a received byte waited for the sketch, and the longest turn
//                                                                of its timer, in cycles since the start
#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <simavr/sim_interrupts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CYCLES_A_SECOND = 16000000 };
// A byte of 57,600 baud takes 2,778 cycles; simavr delivers one in the time of eleven bits, not ten.
enum { BYTE_CYCLES = 3080 };
enum { PANEL_BYTES = 16, PANELS_MOST = 8, MOST_BYTES = PANEL_BYTES * PANELS_MOST };
enum { LATCH_BIT = 0, ENABLE_BIT = 1, DATA_BIT = 3, CLOCK_BIT = 5, A_BIT = 6, B_BIT = 7 };  // of ports B and D
enum { TIMER1_COMPA = 11, USART_RX = 18 };                                                 // data sheet, table 12-6
enum { SENT_MOST = 4096, LINE_MOST = 16384 };

static avr_t *avr;
static int panels;

static unsigned char incoming[LINE_MOST / 2], sent[SENT_MOST];
static int incomingFrom, incomingTo, sentCount;

static unsigned char shifted[MOST_BYTES], latched[MOST_BYTES];
static uint32_t latchLevel, enableLevel, rows;  // rows: B and A
static avr_cycle_count_t litSince;
static struct {
  unsigned char bits[MOST_BYTES];
  unsigned long long cycles;
} light[4];

static long troubles;
static unsigned long long longestWait, longestTurn;
static avr_cycle_count_t waitsSince, turnSince;

static void tell(const char *what, const unsigned char *bytes, int count) {
  printf("%s ", what);
  for (int i = 0; i < count; i++) printf("%02x", bytes[i]);
  putchar('\n');
}

static void tellRow(int row) {
  char what[48];
  if (light[row].cycles == 0) return;
  snprintf(what, sizeof(what), "row %d %llu", row, light[row].cycles);
  tell(what, light[row].bits, panels * PANEL_BYTES);
  light[row].cycles = 0;
}

static void countLight(void) {
  int bytes = panels * PANEL_BYTES;
  if (memcmp(light[rows].bits, latched, bytes) != 0) {
    tellRow(rows);
    memcpy(light[rows].bits, latched, bytes);
  }
  light[rows].cycles += avr->cycle - litSince;
  litSince = avr->cycle;
}

static void onClock(struct avr_irq_t *irq, uint32_t level, void *unused) {
  if (!(level & 1)) return;
  int bytes = panels * PANEL_BYTES, bit = avr->data[0x25] >> DATA_BIT & 1;  // PORTB
  for (int i = 0; i < bytes; i++) shifted[i] = shifted[i] << 1 | (i + 1 < bytes ? shifted[i + 1] >> 7 : bit);
}

static void onLatch(struct avr_irq_t *irq, uint32_t level, void *unused) {
  if ((level & 1) == latchLevel) return;
  latchLevel = level & 1;
  if (!latchLevel) return;
  if (enableLevel) troubles++;
  memcpy(latched, shifted, sizeof(latched));
}

static void onEnable(struct avr_irq_t *irq, uint32_t level, void *unused) {
  if ((level & 1) == enableLevel) return;
  if (enableLevel) countLight();
  enableLevel = level & 1;
  litSince = avr->cycle;
}

static void onRows(struct avr_irq_t *irq, uint32_t level, void *bit) {
  uint32_t mask = (long)bit == A_BIT ? 1 : 2, now = level & 1 ? rows | mask : rows & ~mask;
  if (now == rows) return;
  if (enableLevel) troubles++;
  rows = now;
}

static void onPin(struct avr_irq_t *irq, uint32_t level, void *pin) { printf("pin %ld %u\n", (long)pin, level & 1); }

static void onSent(struct avr_irq_t *irq, uint32_t byte, void *unused) {
  if (sentCount < SENT_MOST) sent[sentCount++] = byte;
}

static void onByteWaits(struct avr_irq_t *irq, uint32_t waits, void *unused) {
  if (waits) waitsSince = avr->cycle;
}

static void onByteTaken(struct avr_irq_t *irq, uint32_t running, void *unused) {
  if (running && avr->cycle - waitsSince > longestWait) longestWait = avr->cycle - waitsSince;
}

static void onTurn(struct avr_irq_t *irq, uint32_t running, void *unused) {
  if (running) turnSince = avr->cycle;
  else if (avr->cycle - turnSince > longestTurn) longestTurn = avr->cycle - turnSince;
}

static avr_cycle_count_t bring(struct avr_t *board, avr_cycle_count_t when, void *unused) {
  if (incomingFrom == incomingTo) return 0;
  avr_irq_t *in = avr_io_getirq(board, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
  avr_raise_irq(in, incoming[incomingFrom++]);
  return when + BYTE_CYCLES;
}

static void watch(char port, int bit, avr_irq_notify_t notify, long param) {
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), bit), notify, (void *)param);
}

static void run(unsigned long long cycles, const char *hex) {
  if (incomingFrom == incomingTo) incomingFrom = incomingTo = 0;
  int idle = incomingFrom == incomingTo;
  for (unsigned byte; sscanf(hex, "%2x", &byte) == 1 && incomingTo < (int)sizeof(incoming); hex += 2)
    incoming[incomingTo++] = byte;
  if (idle && incomingFrom < incomingTo) avr_cycle_timer_register(avr, BYTE_CYCLES, bring, NULL);
  avr_cycle_count_t until = avr->cycle + cycles;
  while (avr->cycle < until) {
    int state = avr_run(avr);
    if (state == cpu_Done || state == cpu_Crashed) exit(3);
  }
  if (enableLevel) countLight();
}

int main(int count, char **words) {
  static elf_firmware_t firmware;
  if (count < 3 || elf_read_firmware(words[1], &firmware) != 0) return 2;
  avr = avr_make_mcu_by_name("atmega328p");
  if (avr == NULL || avr_init(avr) != 0) return 2;
  firmware.frequency = CYCLES_A_SECOND;
  avr_load_firmware(avr, &firmware);
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), onSent, NULL);
  avr_irq_register_notify(avr_get_interrupt_irq(avr, USART_RX) + AVR_INT_IRQ_PENDING, onByteWaits, NULL);
  avr_irq_register_notify(avr_get_interrupt_irq(avr, USART_RX) + AVR_INT_IRQ_RUNNING, onByteTaken, NULL);
  avr_irq_register_notify(avr_get_interrupt_irq(avr, TIMER1_COMPA) + AVR_INT_IRQ_RUNNING, onTurn, NULL);
  if (strcmp(words[2], "hub12") == 0 && count == 4 && (panels = atoi(words[3])) <= PANELS_MOST) {
    watch('B', CLOCK_BIT, onClock, 0);
    watch('B', LATCH_BIT, onLatch, 0);
    watch('B', ENABLE_BIT, onEnable, 0);
    watch('D', A_BIT, onRows, A_BIT);
    watch('D', B_BIT, onRows, B_BIT);
  } else {
    watch('B', 2, onPin, 10);
    watch('B', 3, onPin, 11);
    watch('B', 5, onPin, 13);
  }
  static char line[LINE_MOST], hex[LINE_MOST];
  unsigned long long cycles;
  while (fgets(line, sizeof(line), stdin) != NULL) {
    if (strncmp(line, "reset", 5) == 0) {
      incomingFrom = incomingTo;
      avr_reset(avr);
    } else if (sscanf(line, "run %llu %s", &cycles, hex) == 2) {
      run(cycles, hex);
    }
    if (sentCount > 0) tell("sent", sent, sentCount);
    sentCount = 0;
    for (int row = 0; row < 4; row++) tellRow(row);
    printf("done %ld %llu %llu\n", troubles, longestWait, longestTurn);
    fflush(stdout);
  }
  return 0;
}
