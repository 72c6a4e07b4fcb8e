import type { DatasetReport, DrillOfDataset, Level, PromiseVerdict, Report } from '../judge/report';

/** How far the promise was reached for a dataset, what drills say of that, and what it rests on. */
export interface Standing {
  /** By what was judged alone. */
  readonly provided: Level;
  /** Sites of which a drill has shown the loss, and those of which the newest drill contradicts the level. */
  readonly shown: readonly string[];
  readonly contradicted: readonly string[];
  /** The drill that contradicts the level; undefined where none does. */
  readonly against: DrillOfDataset | undefined;
  /** Every assumption beneath the level, with those that nobody confirmed, or not lately, marked. */
  readonly assumptions: readonly { readonly name: string; readonly confirmed: boolean }[];
}

export function standingOf(
  { dataset, level, provided = level, drills = [] }: DatasetReport,
  { promises, assumptions, asOf }: Pick<Report, 'promises' | 'assumptions' | 'asOf'>,
): Standing {
  const own = promises.filter((one) => one.dataset === dataset);
  const sitesBy = (outcome: 'held' | 'failed') =>
    own.filter(({ drill }) => drill?.outcome === outcome).map(siteOf);
  const contradicted = sitesBy('failed');
  const names = new Set(own.flatMap((one) => one.assumptions));
  return {
    provided,
    shown: own.filter((one) => one.level === 'shown').map(siteOf),
    contradicted,
    against: contradicted.length > 0 ? drills.find(({ outcome }) => outcome === 'failed') : undefined,
    assumptions: assumptions
      .filter(({ name }) => names.has(name))
      .map(({ name, confirmed, reviewBy }) => ({ name, confirmed: confirmed && reviewBy >= asOf })),
  };
}

function siteOf({ losses: [loss = ''] }: PromiseVerdict): string {
  return loss.slice('site:'.length);
}

interface Text {
  readonly de: string;
  readonly en: string;
}

/** What a drill was run on, and by that what it can have shown. */
export function exercisedOn({ by, version, runs }: Pick<DrillOfDataset, 'by' | 'version' | 'runs'>): Text {
  if (by === 'objects') {
    return {
      de: 'in einer Sandbox auf einem Rechner: echte Steuerungsebenen und echte Swift-Synchronisation, keine echten Netze und Datenträger',
      en: 'in a sandbox on one machine: real control planes and real Swift synchronisation, no real networks and disks',
    };
  }
  const name = version === null ? 'PostgreSQL' : `PostgreSQL ${version}`;
  const isOther = runs !== null && runs !== version;
  const [inGerman, inEnglish] = isOther
    ? [` (beurteilt wurde ${runs})`, ` (what was judged runs ${runs})`]
    : ['', ''];
  return {
    de: `auf einem Rechner: echte Server mit ${name}${inGerman} und den Einstellungen der Workloads, keine echten Netze, Datenträger und Cluster`,
    en: `on one machine: real servers of ${name}${inEnglish} with the settings of the workloads, no real networks, disks and clusters`,
  };
}

/** What was lost in a drill: of how many objects or rows how many were missing. */
export function lostIn({ by, exercised, missing, found }: DrillOfDataset): Text {
  const [de, en] = by === 'objects' ? ['Objekte', 'objects'] : ['Zeilen', 'rows'];
  if (missing > 0)
    return { de: `${missing} von ${exercised} ${de} fehlten`, en: `lost ${missing} of ${exercised} ${en}` };
  if (found.length > 0) return { de: 'hielt nicht stand', en: 'did not hold' };
  const none = by === 'objects' ? 'keines' : 'keine';
  return { de: `${exercised} ${de}, ${none} fehlte`, en: `${exercised} ${en}, none missing` };
}

/** The day on which a drill ended. */
export function dayOf({ finishedAt }: Pick<DrillOfDataset, 'finishedAt'>): string {
  return finishedAt.slice(0, 10);
}
