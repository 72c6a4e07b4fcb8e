import { type Check, type DraftEstate, everyPlace, siteNamed } from '../draft';
import { domains } from '../model';

/** Every key that the estate names, with its path: those of datasets, then those of system volumes. */
function everyKey({
  sites,
  datasets,
}: DraftEstate): { readonly where: string; readonly key: string | undefined }[] {
  const system = sites.flatMap(({ where, draft }) =>
    domains.map((domain) => ({
      where: `${where}.keyCustody.systemKeys.${domain}`,
      key: draft.keyCustody?.systemKeys?.[domain],
    })),
  );
  return [
    ...datasets.flatMap(everyPlace).map(({ where, key }) => ({ where: `${where}.key`, key })),
    ...system,
  ];
}

export const keysApart: Check = (estate, report) => {
  const used = new Map<string, string>();
  for (const { where, key } of everyKey(estate)) {
    if (key === undefined) continue;
    const first = used.get(key);
    const rule = `a key for each copy, each backup and each domain's system volumes; ${first} is this one`;
    if (first === undefined) used.set(key, where);
    else report(where, key, rule, 'have a key made for it');
  }
};

/** The same day some years on; days compare as text, and a 29 February needs no calendar for that. */
function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}

/** What is written today has to be readable until its retention ends. */
export const keysOutliveRetention: Check = (estate, report) => {
  for (const entry of estate.datasets) {
    const years = entry.draft.retention?.years;
    if (years === undefined || estate.asOf === undefined) continue;
    const end = yearsAfter(estate.asOf, years);
    const names = new Set(everyPlace(entry).flatMap(({ site }) => site ?? []));
    for (const name of names) {
      const live = siteNamed(estate, name)?.keyCustody?.keysLiveUntil;
      if (live === undefined || live >= end) continue;
      const rule = `keys outlive what they open: those at ${name} live until ${live}, the retention ends ${end}`;
      const fix = `have the keys at ${name} guaranteed until ${end}, or shorten the retention`;
      report(`${entry.where}.retention.years`, years, rule, fix);
    }
  }
};
