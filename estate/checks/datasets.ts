import {
  type Check,
  declaresSite,
  draftPlacements,
  everyPlace,
  pairs,
  placedSites,
  present,
  siteNamed,
  siteNames,
} from '../draft';
import type { Site } from '../model';

export const classesKnown: Check = ({ datasets, classes }, report) => {
  const known = classes.flatMap(({ draft }) => draft.name ?? []);
  for (const { where, draft } of datasets) {
    if (draft.dataClass === undefined || known.includes(draft.dataClass)) continue;
    const rule = `a class of the estate: ${known.join(', ')}`;
    report(`${where}.dataClass`, draft.dataClass, rule, 'correct the name, or add the class');
  }
};

export const placesKnown: Check = (estate, report) => {
  for (const entry of estate.datasets) {
    for (const { where, site } of everyPlace(entry)) {
      if (site === undefined || declaresSite(estate, site)) continue;
      const rule = `a site of the estate: ${siteNames(estate)}`;
      report(`${where}.site`, site, rule, 'correct the name, or add the site');
    }
  }
};

export const homeNotAmongCopies: Check = ({ datasets }, report) => {
  for (const { where, draft } of datasets) {
    for (const { index, item } of present(draft.copies)) {
      if (item.site === undefined || item.site !== draft.home?.site) continue;
      const rule = 'a copy is at another site than the home';
      report(`${where}.copies[${index}].site`, item.site, rule, 'name another site, or remove the copy');
    }
  }
};

export const oneCopyPerSite: Check = ({ datasets }, report) => {
  for (const { where, draft } of datasets) {
    const sites = (draft.copies ?? []).map((copy) => copy?.site);
    sites.forEach((site, index) => {
      if (site === undefined || sites.indexOf(site) === index) return;
      const rule = `one copy per site; copies[${sites.indexOf(site)}] is there too`;
      report(`${where}.copies[${index}].site`, site, rule, 'name another site, or remove the copy');
    });
  }
};

export const lagFitsMode: Check = ({ datasets }, report) => {
  for (const { where, draft } of datasets) {
    for (const { index, item } of present(draft.copies)) {
      const { mode, lagSeconds } = item;
      if (mode === undefined || lagSeconds === undefined || (mode === 'synchronous') === (lagSeconds === 0))
        continue;
      const [rule, fix] =
        mode === 'synchronous'
          ? ['a synchronous copy never lags: 0', 'write 0, or make the copy asynchronous']
          : [
              'an asynchronous copy lags: more than 0 seconds',
              'write the greatest lag it may have, in seconds',
            ];
      report(`${where}.copies[${index}].lagSeconds`, lagSeconds, rule, fix);
    }
  }
};

export const portsApart: Check = ({ datasets }, report) => {
  for (const [one, other] of pairs(datasets)) {
    const port = other.draft.replication?.port;
    const domain = other.draft.domain;
    if (port === undefined || domain === undefined || one.draft.domain !== domain) continue;
    if (one.draft.replication?.port !== port) continue;
    const rule = `a port for each dataset of a domain; ${one.where} has this one in ${domain}`;
    report(`${other.where}.replication.port`, port, rule, 'take a port that no dataset of the domain uses');
  }
};

/** Source: the promise. Patient data is in one data centre, mirrored in a second and held in the clinic. */
const promisedRoles: readonly Site['role'][] = ['primary', 'mirror', 'clinic'];

export const promiseKept: Check = (estate, report) => {
  for (const entry of estate.datasets) {
    const sites = placedSites(estate, entry);
    if (sites === undefined || sites.some(({ role }) => role === undefined)) continue;
    for (const role of promisedRoles) {
      if (sites.some((site) => site.role === role)) continue;
      const rule = `held in a data centre, mirrored in a second and held in the clinic: no copy is at a ${role} site`;
      report(
        `${entry.where}.copies`,
        draftPlacements(entry).map(({ site }) => site),
        rule,
        `add a copy at a ${role} site`,
      );
    }
  }
};

export const backupElsewhere: Check = ({ datasets }, report) => {
  for (const { where, draft } of datasets) {
    const site = draft.backup?.site;
    if (site === undefined || site !== draft.home?.site) continue;
    report(`${where}.backup.site`, site, 'a backup is at another site than the home', 'name another site');
  }
};

export const backupHasObjectStore: Check = (estate, report) => {
  for (const { where, draft } of estate.datasets) {
    const site = draft.backup?.site;
    if (siteNamed(estate, site)?.capabilities?.objects !== false) continue;
    const able = estate.sites
      .filter((each) => each.draft.capabilities?.objects)
      .flatMap((each) => each.draft.name ?? []);
    const fix =
      `name one of ${able.join(', ') || 'the sites with Swift'}; the Open Telekom Cloud has no Swift, ` +
      'and its object storage (OBS) is outside this estate: an operator has to supply it';
    report(`${where}.backup.site`, site, 'a site with versioned objects (capabilities.objects)', fix);
  }
};
