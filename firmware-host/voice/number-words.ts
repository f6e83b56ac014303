/**
 * The words of a number from 0 to 9999, as names of clips without their language: 212 is `digit-2 hundred digit-2 teen`
 * in Indonesian ("dua ratus dua belas"), `digit-2 hundred number-12` in English. In a language whose grammar of numbers
 * is not known here the digits are said one by one.
 */
export function numberWords(language: string, number: number): readonly string[] {
  if (language === 'id') return indonesian(number);
  if (language === 'en') return english(number);
  return digitWords(String(number));
}

/** `digit-0 digit-1 digit-2` of `012`. */
export const digitWords = (digits: string): readonly string[] => [...digits].map((digit) => `digit-${digit}`);

const digit = (value: number): string => `digit-${value}`;

/** One of these is "se-": sepuluh, sebelas, seratus, seribu. */
function indonesian(number: number): readonly string[] {
  const rest = (unit: number) => (number % unit === 0 ? [] : indonesian(number % unit));
  const times = Math.floor;
  if (number < 10) return [digit(number)];
  if (number < 12) return [`number-${number}`];
  if (number < 20) return [digit(number - 10), 'teen'];
  if (number < 100) return [digit(times(number / 10)), 'tens', ...rest(10)];
  if (number < 200) return ['number-100', ...rest(100)];
  if (number < 1000) return [digit(times(number / 100)), 'hundred', ...rest(100)];
  if (number < 2000) return ['number-1000', ...rest(1000)];
  return [digit(times(number / 1000)), 'thousand', ...rest(1000)];
}

function english(number: number): readonly string[] {
  const rest = (unit: number) => (number % unit === 0 ? [] : english(number % unit));
  const times = Math.floor;
  if (number < 10) return [digit(number)];
  if (number < 20) return [`number-${number}`];
  if (number < 100) return [`number-${number - (number % 10)}`, ...rest(10)];
  if (number < 1000) return [digit(times(number / 100)), 'hundred', ...rest(100)];
  return [digit(times(number / 1000)), 'thousand', ...rest(1000)];
}
