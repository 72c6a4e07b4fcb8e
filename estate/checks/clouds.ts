import type { Check, Draft, Entry } from '../draft';
import { pairs } from '../draft';
import type { Site } from '../model';
import { otcDomainPattern, otcIdentityHost, otcRegions, otcVolumeTypes } from '../open-telekom-cloud';

function openTelekomCloudSites(sites: readonly Entry<Site>[]): readonly Entry<Site>[] {
  return sites.filter(({ draft }) => draft.cloud?.kind === 'open-telekom-cloud');
}

/** The facts of the site's region, or undefined when its region is missing or unknown. */
function regionOf(site: Draft<Site>) {
  return otcRegions.get(site.identity?.region ?? '');
}

export const otcRegionKnown: Check = ({ sites }, report) => {
  const known = [...otcRegions.keys()].join(', ');
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const region = draft.identity?.region;
    if (region === undefined || otcRegions.has(region)) continue;
    report(
      `${where}.identity.region`,
      region,
      `a region of the Open Telekom Cloud: ${known}`,
      `write one of ${known}`,
    );
  }
};

export const otcCountryFitsRegion: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const expected = regionOf(draft)?.country;
    if (expected === undefined || draft.country === undefined || draft.country === expected) continue;
    const rule = `the region ${draft.identity?.region} is in ${expected}`;
    report(`${where}.country`, draft.country, rule, `write "${expected}" or another region`);
  }
};

/** The key management service belongs to the region and its keys stay there. */
export const otcKeysInRegion: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const expected = regionOf(draft)?.country;
    const country = draft.keyCustody?.country;
    if (expected === undefined || country === undefined || country === expected) continue;
    const rule = `keys of the region ${draft.identity?.region} are kept in ${expected}`;
    report(`${where}.keyCustody.country`, country, rule, `write "${expected}" or another region`);
  }
};

export const otcHostFitsRegion: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const { authUrl, region } = draft.identity ?? {};
    if (authUrl === undefined || region === undefined || regionOf(draft) === undefined) continue;
    const expected = otcIdentityHost(region);
    if (new URL(authUrl).host === expected) continue;
    const rule = `the identity service of the region ${region} is at ${expected}`;
    report(`${where}.identity.authUrl`, authUrl, rule, `write "https://${expected}/v3"`);
  }
};

export const otcZoneInRegion: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const zones = regionOf(draft)?.zones;
    const zone = draft.availabilityZone;
    if (zones === undefined || zone === undefined || zones.includes(zone)) continue;
    const rule = `a zone of the region ${draft.identity?.region}: ${zones.join(', ')}`;
    report(`${where}.availabilityZone`, zone, rule, `write one of ${zones.join(', ')}`);
  }
};

export const otcProjectInRegion: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const { project, region } = draft.identity ?? {};
    if (project === undefined || region === undefined || regionOf(draft) === undefined) continue;
    if (project === region || project.startsWith(`${region}_`)) continue;
    const rule = `a project of the region: "${region}" or "${region}_…", else its catalogue has no endpoints`;
    report(`${where}.identity.project`, project, rule, `did you mean "${region}_${project}"?`);
  }
};

export const otcDomainForm: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const domain = draft.identity?.domain;
    if (domain === undefined || otcDomainPattern.test(domain)) continue;
    const fix = 'write the domain name that the console shows under "My Credentials"';
    report(`${where}.identity.domain`, domain, 'a domain of the Open Telekom Cloud: OTC-EU-DE-<number>', fix);
  }
};

export const otcVolumeTypeOffered: Check = ({ sites }, report) => {
  for (const { where, draft } of openTelekomCloudSites(sites)) {
    const type = draft.cloud?.volumeType;
    if (type === undefined || otcVolumeTypes.some((each) => each === type)) continue;
    const listed = otcVolumeTypes.join(', ');
    report(
      `${where}.cloud.volumeType`,
      type,
      `a volume type of the cloud: ${listed}`,
      `write one of ${listed}`,
    );
  }
};

export const volumeTypeEncrypted: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const cloud = draft.cloud;
    if (cloud === undefined || !('encryptedVolumeTypes' in cloud)) continue;
    const { volumeType, encryptedVolumeTypes } = cloud;
    if (volumeType === undefined || encryptedVolumeTypes === undefined) continue;
    if (encryptedVolumeTypes.includes(volumeType)) continue;
    const rule = 'one of encryptedVolumeTypes: the operator vouches for its encryption';
    const fix = 'name an encrypted type, or list this one when the operator has set up its encryption';
    report(`${where}.cloud.volumeType`, volumeType, rule, fix);
  }
};

export const projectsApart: Check = ({ sites }, report) => {
  for (const [one, other] of pairs(sites)) {
    const [first, second] = [one.draft.identity, other.draft.identity];
    const same =
      second?.project !== undefined &&
      second.domain !== undefined &&
      second.authUrl !== undefined &&
      first?.project === second.project &&
      first.domain === second.domain &&
      first.authUrl === second.authUrl;
    if (!same) continue;
    const rule = `each site has a project of its own; ${one.where} has this one`;
    report(`${other.where}.identity.project`, second.project, rule, 'make a project for this site');
  }
};
