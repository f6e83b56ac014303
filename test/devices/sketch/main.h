// Runs the sketch until its line has nothing more to say.
int main() {
  setup();
  while (Serial.available() > 0) loop();
  return 0;
}
