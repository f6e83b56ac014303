import { provinces, type Zone } from './provinces.ts';

/** Where a simulated hall stands. */
export interface Place {
  /** The id of the site: `mpp-batam`; numbered where the cities are used up: `mpp-0201`. */
  readonly id: string;
  readonly title: string;
  readonly region: string;
  readonly zone: Zone;
  /** Degrees north and east. */
  readonly latitude: number;
  readonly longitude: number;
}

/** One invented hall in each city of the table, province by province. */
const inCities: readonly Place[] = provinces.flatMap(({ region, zone, cities }) =>
  cities.split(', ').map((city) => {
    const words = city.split(' ');
    const [latitude = 0, longitude = 0] = words.splice(-2).map(Number);
    const name = words.join(' ');
    const id = `mpp-${name.toLowerCase().replaceAll(' ', '-')}`;
    return { id, title: `MPP ${name}`, region, zone, latitude, longitude };
  }),
);

/** Degrees: a further hall stands up to so far from the middle of its city. */
const spreadDegrees = 0.1;

/** `count` places: the cities first, then further halls in the same cities under numbers, four digits at least. */
export function placesFor(count: number): readonly Place[] {
  return Array.from({ length: count }, (_, at) => {
    const city = inCities[at % inCities.length];
    if (city === undefined) throw new Error('the table of cities is empty');
    if (at < inCities.length) return city;
    const number = String(at + 1).padStart(4, '0');
    // Round the city, and never twice at one spot.
    const turn = at * 2.4;
    return {
      ...city,
      id: `mpp-${number}`,
      title: `${city.title} ${number}`,
      latitude: rounded(city.latitude + spreadDegrees * Math.sin(turn) * ((at % 7) / 7)),
      longitude: rounded(city.longitude + spreadDegrees * Math.cos(turn) * ((at % 5) / 5)),
    };
  });
}

const rounded = (degrees: number): number => Math.round(degrees * 1_000) / 1_000;
