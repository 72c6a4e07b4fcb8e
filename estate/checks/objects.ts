import { type Check, type DraftEstate, type Entry, pairs, present, siteNamed } from '../draft';
import type { Dataset } from '../model';
import { feedingOrder } from '../objects';

export const objectStoreHasSwift: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    if (draft.objectStore === undefined || draft.capabilities?.objects !== false) continue;
    const rule = 'only a site with Swift (capabilities.objects) has an object store';
    report(`${where}.objectStore`, draft.objectStore, rule, 'remove it, or correct capabilities.objects');
  }
};

export const objectAccessHasSwift: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    if (draft.objectAccess === undefined || draft.capabilities?.objects !== false) continue;
    const rule = 'only a site with Swift (capabilities.objects) has a way to it';
    report(`${where}.objectAccess`, draft.objectAccess, rule, 'remove it, or correct capabilities.objects');
  }
};

/** Containers have the same name everywhere: in one account they would be one. */
export const objectStoresApart: Check = ({ sites }, report) => {
  const stores = sites.filter(({ draft }) => draft.objectStore !== undefined);
  for (const [one, other] of pairs(stores)) {
    for (const field of ['cluster', 'account'] as const) {
      const value = other.draft.objectStore?.[field];
      if (value === undefined || one.draft.objectStore?.[field] !== value) continue;
      const rule = `each site has its own ${field}; ${one.where} has this one`;
      report(`${other.where}.objectStore.${field}`, value, rule, `write the ${field} of this site's Swift`);
    }
  }
};

function madeOfObjects({ datasets }: DraftEstate): readonly Entry<Dataset>[] {
  return datasets.filter(({ draft }) => draft.objects === true);
}

/** A target that nobody has named cannot be fed; where one of the sites has no Swift none is needed. */
export const objectTargetsKnown: Check = (estate, report) => {
  for (const { where, draft } of madeOfObjects(estate)) {
    const sites = feedingOrder(draft).map((name) => siteNamed(estate, name));
    if (sites.some((site) => site?.capabilities?.objects !== true)) continue;
    const nameless = sites.filter((site) => site?.objectStore === undefined);
    for (const site of nameless) {
      const rule = `every site that holds it has Swift, so each says where its Swift is found; ${site?.name} does not`;
      const fix = `write objectStore of site "${site?.name}": realm, cluster and account, as its operator names them`;
      report(`${where}.objects`, true, rule, fix);
    }
    const realms = [...new Set(sites.flatMap((site) => site?.objectStore?.realm ?? []))];
    if (realms.length < 2) continue;
    const rule = 'containers are synchronised within one realm, for which its operators share a key';
    report(
      `${where}.objects`,
      realms,
      rule,
      'have the operators agree on one realm, and name it at each site',
    );
  }
};

/** Container synchronisation sends what is there already: nobody waits for it when an object is written. */
export const objectsFollow: Check = (estate, report) => {
  for (const { where, draft } of madeOfObjects(estate)) {
    for (const { index, item } of present(draft.copies)) {
      if (item.mode !== 'synchronous') continue;
      const rule = 'objects are passed on after they were written: a copy of them is asynchronous';
      report(
        `${where}.copies[${index}].mode`,
        item.mode,
        rule,
        'write "asynchronous" and the greatest lag it may have',
      );
    }
  }
};

export const objectsLagMoreFurtherOn: Check = (estate, report) => {
  for (const { where, draft } of madeOfObjects(estate)) {
    const copies = present(draft.copies);
    const row = feedingOrder(draft).flatMap((name) => copies.filter(({ item }) => item.site === name));
    row.forEach(({ index, item }, at) => {
      const before = row[at - 1]?.item;
      const [lag, least] = [item.lagSeconds, before?.lagSeconds];
      if (lag === undefined || least === undefined || lag >= least) return;
      const rule = `it is fed by ${before?.site}, so it lags at least as much: ${least}`;
      report(`${where}.copies[${index}].lagSeconds`, lag, rule, `write ${least} or more`);
    });
  }
};

/** Only what stands last in the row keeps versions that nothing before it can reach. */
export const objectsEndOutOfReach: Check = (estate, report) => {
  for (const { where, draft } of madeOfObjects(estate)) {
    if (draft.outOfReach === undefined || draft.outOfReach !== draft.home?.site) continue;
    const rule = 'objects are passed on from the home to the copy out of reach, which keeps their versions';
    report(`${where}.outOfReach`, draft.outOfReach, rule, 'name the site of a copy');
  }
};
