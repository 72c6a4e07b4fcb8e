import type { Check, Draft } from '../draft';
import { present } from '../draft';
import type { Site, SiteLimits } from '../model';
import { needsOf } from '../needs';
import { otcVolumeSize, otcVpnGateways } from '../open-telekom-cloud';

const quotas = [
  'instances',
  'volumes',
  'volumeGigabytes',
  'vpnGateways',
] as const satisfies readonly (keyof SiteLimits)[];

export const limitsSuffice: Check = ({ sites, datasets }, report) => {
  const drafts = { sites: sites.map(({ draft }) => draft), datasets: datasets.map(({ draft }) => draft) };
  for (const { where, draft } of sites) {
    const needs = needsOf(draft, drafts);
    for (const quota of quotas) {
      const limit = draft.limits?.[quota];
      if (limit === undefined || limit >= needs[quota]) continue;
      const rule = `room for what the estate needs here: ${needs[quota]}`;
      report(
        `${where}.limits.${quota}`,
        limit,
        rule,
        `raise the project's quota to at least ${needs[quota]}`,
      );
    }
  }
};

export const otcGatewaysWithinQuota: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const gateways = draft.limits?.vpnGateways;
    if (draft.cloud?.kind !== 'open-telekom-cloud' || gateways === undefined || gateways <= otcVpnGateways)
      continue;
    const rule = `the Open Telekom Cloud permits ${otcVpnGateways} classic VPN gateways per tenant and region`;
    report(
      `${where}.limits.vpnGateways`,
      gateways,
      rule,
      `write ${otcVpnGateways} or less: one serves all links`,
    );
  }
};

/** Volumes of a dataset are made at each placement, so its size has to suit each cloud. */
export const otcVolumesOfferedSize: Check = ({ sites, datasets }, report) => {
  const { least, greatest } = otcVolumeSize;
  const otc = sites.filter(({ draft }) => draft.cloud?.kind === 'open-telekom-cloud');
  const names: readonly (Draft<Site>['name'] | undefined)[] = otc.flatMap(({ draft }) => draft.name ?? []);
  for (const { where, draft } of datasets) {
    const size = draft.sizeGiB;
    const places = [draft.home?.site, ...present(draft.copies).map(({ item }) => item.site)];
    const at = places.find((place) => names.includes(place));
    if (size === undefined || at === undefined || (size >= least && size <= greatest)) continue;
    const rule = `a volume at ${at} has ${least} to ${greatest} GiB`;
    report(`${where}.sizeGiB`, size, rule, size < least ? `write at least ${least}` : 'divide the dataset');
  }
};
