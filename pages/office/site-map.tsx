import { grade, grades, Shape, Sign } from './grades.tsx';
import { type ListedSite, nameOf, worstFirst } from './office-store.ts';
import { say } from './office-texts.ts';
import { verdictWords } from './said-words.tsx';
import { gradeName } from './summary.tsx';
import { pathToSite } from './view.ts';

/** Indonesia, in degrees: what is outside makes the map larger. */
const indonesia = { west: 94.5, east: 141.5, south: -11.5, north: 6.5 };
const lineEvery = 5;
const margin = 1;
const labelWidth = 40;
/** Units of the drawing to a degree, and the size of a sign. */
const scale = 20;
const size = { well: 4.2, bad: 8, trouble: 7, unknown: 5.5, maintenance: 5.5 } as const;
/** What is well is found by the list; the map is walked through what is not. */
const focusableMax = 100;

/** Where the sites are and how they are. Degrees are drawn as they are, which is right near the equator. */
export function SiteMap() {
  const placed = worstFirst.value.filter((site) => site.place !== undefined);
  const extent = extentOf(placed);
  const x = (longitude: number): number => (longitude - extent.west) * scale;
  const y = (latitude: number): number => (extent.north - latitude) * scale;
  const [width, height] = [(extent.east - extent.west) * scale, (extent.north - extent.south) * scale];
  const missing = worstFirst.value.length - placed.length;
  return (
    <section class="map" aria-labelledby="map-title">
      <div class="card-head">
        <h2 id="map-title">{say('map')}</h2>
        <p class="soft">
          {say('mapWhy')} {missing > 0 && `${missing} ${say('noPlace')}.`}
        </p>
      </div>
      <svg viewBox={`0 0 ${width} ${height}`} class="map-drawing" aria-labelledby="map-title">
        <title>{say('map')}</title>
        {linesBetween(extent.west, extent.east).map((at) => (
          <g key={`lon ${at}`} class="graticule">
            <line x1={x(at)} x2={x(at)} y1="0" y2={height} />
            {x(at) + labelWidth < width && (
              <text x={x(at) + 3} y={height - 4}>
                {Math.abs(at)}° {at < 0 ? 'W' : 'E'}
              </text>
            )}
          </g>
        ))}
        {linesBetween(extent.south, extent.north).map((at) => (
          <g key={`lat ${at}`} class={`graticule${at === 0 ? ' equator' : ''}`}>
            <line y1={y(at)} y2={y(at)} x1="0" x2={width} />
            <text x={width - 4} y={y(at) - 3} text-anchor="end">
              {Math.abs(at)}° {at < 0 ? 'S' : at > 0 ? 'N' : ''}
            </text>
          </g>
        ))}
        {[...placed].reverse().map((site) => (
          <SiteDot key={site.id} site={site} x={x} y={y} isFocusable={placed.indexOf(site) < focusableMax} />
        ))}
      </svg>
      <ul class="legend">
        {grades.map((one) => (
          <li key={one}>
            <Sign of={one} /> {gradeName(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SiteDot({
  site,
  x,
  y,
  isFocusable,
}: {
  readonly site: ListedSite;
  readonly x: (longitude: number) => number;
  readonly y: (latitude: number) => number;
  readonly isFocusable: boolean;
}) {
  const [latitude = 0, longitude = 0] = site.place ?? [];
  const of = grade(site.verdict);
  const words = `${nameOf(site)}: ${verdictWords(site.verdict)}`;
  return (
    <g transform={`translate(${x(longitude).toFixed(1)} ${y(latitude).toFixed(1)}) scale(${size[of]})`}>
      <a
        href={pathToSite(site.id)}
        class={`dot ${of}`}
        data-dot={site.id}
        aria-label={words}
        tabIndex={isFocusable && of !== 'well' ? 0 : -1}
      >
        <title>{words}</title>
        <Shape of={of} />
      </a>
    </g>
  );
}

function extentOf(placed: readonly ListedSite[]): typeof indonesia {
  const extent = { ...indonesia };
  for (const { place } of placed) {
    if (place === undefined) continue;
    const [latitude, longitude] = place;
    extent.south = Math.min(extent.south, latitude - margin);
    extent.north = Math.max(extent.north, latitude + margin);
    extent.west = Math.min(extent.west, longitude - margin);
    extent.east = Math.max(extent.east, longitude + margin);
  }
  return extent;
}

function linesBetween(least: number, most: number): readonly number[] {
  const first = Math.ceil(least / lineEvery) * lineEvery;
  return Array.from(
    { length: Math.floor((most - first) / lineEvery) + 1 },
    (_, at) => first + at * lineEvery,
  );
}
