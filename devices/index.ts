import { alsaSpeaker } from './alsa-speaker/alsa-speaker.ts';
import { boardSpeaker } from './board-speaker/board-speaker.ts';
import { callButton } from './call-button/call-button.ts';
import { cardReader } from './card-reader/card-reader.ts';
import { dfplayer } from './dfplayer/dfplayer.ts';
import { escposPrinter } from './escpos-printer/escpos-printer.ts';
import { firmataBoard } from './firmata-board/firmata-board.ts';
import { hidScanner } from './hid-scanner/hid-scanner.ts';
import { ht16k33Display } from './ht16k33-display/ht16k33-display.ts';
import { huiduDisplay } from './huidu-display/huidu-display.ts';
import { keypad } from './keypad/keypad.ts';
import type { DeviceKind } from './kind.ts';
import { max7219Display } from './max7219-display/max7219-display.ts';
import { max7219Matrix } from './max7219-matrix/max7219-matrix.ts';
import { modbusDisplay } from './modbus-display/modbus-display.ts';
import { modbusKeypad } from './modbus-keypad/modbus-keypad.ts';
import { mqttButton } from './mqtt-button/mqtt-button.ts';
import { mqttDisplay } from './mqtt-display/mqtt-display.ts';
import { mqttSignal } from './mqtt-signal/mqtt-signal.ts';
import { numpad } from './numpad/numpad.ts';
import { p10Display } from './p10-display/p10-display.ts';
import { radioButtons } from './radio-buttons/radio-buttons.ts';
import { ratingPad } from './rating-pad/rating-pad.ts';
import { serialDisplay } from './serial-display/serial-display.ts';
import { serialScanner } from './serial-scanner/serial-scanner.ts';
import { signalLamp } from './signal-lamp/signal-lamp.ts';
import { starPrinter } from './star-printer/star-printer.ts';
import { textDisplay } from './text-display/text-display.ts';
import { tm1637Display } from './tm1637-display/tm1637-display.ts';

/** All device kinds. A new one is one line here, one folder, and one file in simulators/kinds/. */
export const kinds: readonly DeviceKind[] = [
  alsaSpeaker,
  boardSpeaker,
  callButton,
  cardReader,
  dfplayer,
  escposPrinter,
  firmataBoard,
  hidScanner,
  ht16k33Display,
  huiduDisplay,
  keypad,
  max7219Display,
  max7219Matrix,
  modbusDisplay,
  modbusKeypad,
  mqttButton,
  mqttDisplay,
  mqttSignal,
  numpad,
  p10Display,
  radioButtons,
  ratingPad,
  serialDisplay,
  serialScanner,
  signalLamp,
  starPrinter,
  textDisplay,
  tm1637Display,
];
