import type { ElementReport, GroupReport } from '../../satisfaction/ikm-report.ts';
import type { IndexInterval } from '../../satisfaction/index-interval.ts';
import type { NamedReport } from './named-report.ts';

/** The report as one JSON object: names as on the wire, figures as numbers with two decimals at most. */
export function ikmJson({ report, site }: NamedReport): object {
  return {
    site: site.id,
    from: report.from,
    to: report.to,
    ...groupOf(report.site),
    services: report.services.map((group) => ({ service: group.service, ...groupOf(group) })),
    left_out: report.leftOut,
    unsynced: report.unsynced,
    lost_records: report.lostRecords,
  };
}

const decimal = (hundredths: number): number => hundredths / 100;

function groupOf(group: GroupReport): object {
  const { responseHundredths: response, survey } = group;
  return {
    visits: group.visits,
    needed: group.needed,
    pads: group.ofPads,
    forms: group.forms,
    complaints: group.complaints,
    ...(response === undefined ? {} : { response_percent: decimal(response) }),
    elements: group.elements.map(rowOf),
    survey: surveyOf(survey),
    pulse: rowOf(group.pulse),
  };
}

function surveyOf(survey: GroupReport['survey']): object {
  if (survey.withheld) return { complete: false, withheld: true, missing: survey.missing };
  if (survey.complete) {
    const { meanHundredths, indexHundredths, band, interval } = survey;
    const ends = interval === undefined ? {} : { interval: ofInterval(interval) };
    return { complete: true, mean: decimal(meanHundredths), index: decimal(indexHundredths), band, ...ends };
  }
  const { missing, partial } = survey;
  // Never under the name of the index: it is none.
  return {
    complete: false,
    missing,
    ...(partial === undefined
      ? {}
      : { mean_of_asked: decimal(partial.meanHundredths), index_of_asked: decimal(partial.indexHundredths) }),
  };
}

function rowOf(row: ElementReport): object {
  const { element, answers, ofPads, ofForms, withheld, counts, index, interval, responseHundredths } = row;
  return {
    ...{ element, answers, pads: ofPads, forms: ofForms },
    ...(withheld ? { withheld } : {}),
    ...(counts === undefined ? {} : { scores: counts }),
    ...(index === undefined
      ? {}
      : { mean: decimal(index.meanHundredths), index: decimal(index.indexHundredths), band: index.band }),
    ...(interval === undefined ? {} : { interval: ofInterval(interval) }),
    ...(responseHundredths === undefined ? {} : { response_percent: decimal(responseHundredths) }),
  };
}

const ofInterval = ({ lowHundredths, highHundredths }: IndexInterval) => [
  decimal(lowHundredths),
  decimal(highHundredths),
];
