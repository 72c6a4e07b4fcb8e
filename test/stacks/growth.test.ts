import { join } from 'node:path';
import { defineEstate } from '../../estate/define-estate';
import { loadEstate } from '../../estate/load-estate';
import { newDataset } from '../../estate/new-dataset';
import { writeNewEntry } from '../../estate/new-entry';
import { newSite } from '../../estate/new-site';
import { copiedEstate } from '../estate/copied-estate';
import { asOf, Draft } from '../estate/parts';
import { realEstate, resources, synthesize } from './synthesize';

const before = synthesize();

test.each(['open-telekom-cloud', 'openstack'] as const)('a fourth site on %s is one file', (cloud) => {
  const root = copiedEstate();
  writeNewEntry(newSite('annex', { cloud, root }));
  const made = synthesize(loadEstate({ folder: join(root, 'estate'), asOf }));
  expect(Object.keys(made).toSorted()).toEqual(['annex', 'clinic', 'mirror', 'primary']);
  for (const name of ['clinic', 'mirror', 'primary']) {
    const connections = resources(made[name]?.stack as never, 'vpnaas_site_connection_v2');
    expect(Object.keys(connections)).toContain('annex_tunnel');
  }
  const annex = made.annex?.stack;
  expect(Object.keys(resources(annex as never, 'vpnaas_site_connection_v2')).toSorted()).toEqual([
    'clinic_tunnel',
    'mirror_tunnel',
    'primary_tunnel',
  ]);
  expect(Object.keys(annex?.variable ?? {}).toSorted()).toEqual([
    'admin_public_key',
    'psk_annex__clinic',
    'psk_annex__mirror',
    'psk_annex__primary',
  ]);
});

test('a new dataset is one file, and moves nothing that is there', () => {
  const root = copiedEstate();
  writeNewEntry(newDataset('wound-photos', { root }));
  const made = synthesize(loadEstate({ folder: join(root, 'estate'), asOf }));
  for (const [name, { stack }] of Object.entries(before)) {
    const after = made[name]?.stack;
    expect(resources(after as never, 'blockstorage_volume_v3')).toHaveProperty('wound-photos_data');
    expect(resources(after as never, 'compute_volume_attach_v2')).toMatchObject(
      resources(stack, 'compute_volume_attach_v2'),
    );
    expect(resources(after as never, 'blockstorage_volume_v3')).toMatchObject(
      resources(stack, 'blockstorage_volume_v3'),
    );
  }
});

test('a dataset may be named as a domain, and no resource covers another', () => {
  const draft = new Draft();
  draft.records.name = 'identity';
  const made = synthesize(defineEstate(draft.parts, { asOf }));
  const count = (of: typeof before) =>
    Object.values(of).flatMap(({ stack }) =>
      Object.values(stack.resource).flatMap((named) => Object.keys(named)),
    ).length;
  expect(count(made)).toBe(count(before));
  const volumes = resources(made.primary?.stack as never, 'blockstorage_volume_v3');
  expect(Object.keys(volumes)).toEqual(
    expect.arrayContaining(['identity_data', 'consent_data', 'research_data']),
  );
});

test('a backup at a site without object storage is refused', () => {
  const sites = realEstate.sites.map((site) =>
    site.name === 'clinic' ? { ...site, capabilities: { objects: false } } : site,
  );
  expect(() => synthesize({ ...realEstate, sites })).toThrow(
    'at site "clinic"\n  rule   backups are versioned Swift',
  );
});

test('a copy without a node is refused', () => {
  const sites = realEstate.sites.map((site) => ({
    ...site,
    nodePools: { ...site.nodePools, research: { nodes: 0 } },
  }));
  expect(() => synthesize({ ...realEstate, sites })).toThrow('give nodePools.research of site');
});
