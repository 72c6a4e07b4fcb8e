import type * as objects from '../../estate/checks/objects';
import { objectPlaces, readSyncTarget, syncTarget } from '../../estate/objects';
import { datasetOf } from '../../estate/queries';
import { realEstate } from '../stacks/synthesize';
import { swiftEstate } from '../swift-estate';
import { at, type Case, type Draft, drop, named, testCases } from './parts';

const store = (cluster: string, digit: string) => ({
  realm: 'lausitz',
  cluster,
  account: `AUTH_${digit.repeat(32)}`,
});

function giveSwift({ primary, mirror }: Draft): void {
  for (const [site, digit] of [
    [primary, '1'],
    [mirror, '2'],
  ] as const) {
    site.capabilities = { objects: true };
    site.objectStore = store(site.name, digit);
  }
}

const imaging = ({ parts }: Draft) => named(parts.datasets, 'imaging');

const cases: Record<keyof typeof objects, readonly Case[]> = {
  objectStoreHasSwift: [
    {
      when: 'a site without Swift says where its Swift is',
      change: ({ mirror }) => {
        mirror.objectStore = store('mirror', '2');
      },
      faults: [
        {
          where: 'sites.mirror.objectStore',
          value: 'an object',
          rule: 'only a site with Swift (capabilities.objects) has an object store',
          fix: 'remove it, or correct capabilities.objects',
        },
      ],
    },
  ],
  objectAccessHasSwift: [
    {
      when: 'a site without Swift says where nodes reach it',
      change: ({ mirror }) => {
        mirror.objectAccess = {
          host: 'objects.mirror.lausitz.internal',
          port: 8443,
          range: '10.17.244.0/28',
        };
      },
      faults: [
        {
          where: 'sites.mirror.objectAccess',
          value: 'an object',
          rule: 'only a site with Swift (capabilities.objects) has a way to it',
          fix: 'remove it, or correct capabilities.objects',
        },
      ],
    },
  ],
  objectStoresApart: [
    {
      when: 'two sites name one account',
      change: (draft) => {
        giveSwift(draft);
        draft.mirror.objectStore = store('mirror', '1');
      },
      faults: [
        {
          where: 'sites.primary.objectStore.account',
          value: `"AUTH_${'1'.repeat(32)}"`,
          rule: 'each site has its own account; sites.mirror has this one',
          fix: "write the account of this site's Swift",
        },
      ],
    },
  ],
  objectTargetsKnown: [
    {
      when: 'one of the sites with Swift does not say where it is',
      change: (draft) => {
        giveSwift(draft);
        drop(draft.mirror, 'objectStore');
      },
      faults: [
        {
          where: 'datasets.imaging.objects',
          value: 'true',
          rule: 'every site that holds it has Swift, so each says where its Swift is found; mirror does not',
          fix: 'write objectStore of site "mirror": realm, cluster and account, as its operator names them',
        },
      ],
    },
    {
      when: 'the sites are in two realms',
      change: (draft) => {
        giveSwift(draft);
        draft.mirror.objectStore = { ...store('mirror', '2'), realm: 'saxony' };
      },
      faults: [
        {
          where: 'datasets.imaging.objects',
          value: '["lausitz", "saxony"]',
          rule: 'containers are synchronised within one realm, for which its operators share a key',
          fix: 'have the operators agree on one realm, and name it at each site',
        },
      ],
    },
  ],
  objectsFollow: [
    {
      when: 'a copy of objects is synchronous',
      change: (draft) => {
        Object.assign(at(imaging(draft).copies, 0), { mode: 'synchronous', lagSeconds: 0 });
      },
      faults: [
        {
          where: 'datasets.imaging.copies[0].mode',
          value: '"synchronous"',
          rule: 'objects are passed on after they were written: a copy of them is asynchronous',
          fix: 'write "asynchronous" and the greatest lag it may have',
        },
      ],
    },
  ],
  objectsLagMoreFurtherOn: [
    {
      when: 'what is fed by a copy lags less than it',
      change: (draft) => {
        at(imaging(draft).copies, 0).lagSeconds = 1000;
      },
      faults: [
        {
          where: 'datasets.imaging.copies[1].lagSeconds',
          value: '900',
          rule: 'it is fed by mirror, so it lags at least as much: 1000',
          fix: 'write 1000 or more',
        },
      ],
    },
  ],
  objectsEndOutOfReach: [
    {
      when: 'the home is to be out of reach',
      change: (draft) => {
        const dataset = imaging(draft);
        const clinic = at(dataset.copies, 1);
        const primary = dataset.home;
        dataset.home = { site: clinic.site, key: clinic.key };
        Object.assign(clinic, primary);
        dataset.backup.site = 'clinic';
      },
      faults: [
        {
          where: 'datasets.imaging.backup.site',
          value: '"clinic"',
          rule: 'a backup is at another site than the home',
          fix: 'name another site',
        },
        {
          where: 'datasets.imaging.outOfReach',
          value: '"clinic"',
          rule: 'objects are passed on from the home to the copy out of reach, which keeps their versions',
          fix: 'name the site of a copy',
        },
      ],
    },
  ],
};

testCases(cases);

test('where every site has Swift, containers feed each other from the home to the copy out of reach', () => {
  const dataset = datasetOf(swiftEstate, 'imaging');
  const clinicFirst = { ...dataset, copies: dataset.copies.toReversed() };
  for (const one of [dataset, clinicFirst]) {
    expect(objectPlaces(one, swiftEstate).map(({ site, key }) => [site.name, key])).toEqual([
      ['primary', dataset.home.key],
      ['mirror', dataset.copies[0]?.key],
      ['clinic', dataset.copies[1]?.key],
    ]);
  }
  expect(swiftEstate.datasets.filter((one) => objectPlaces(one, swiftEstate).length > 0)).toEqual([dataset]);
});

test('as long as one of them has none, there is no container', () => {
  for (const dataset of realEstate.datasets) expect(objectPlaces(dataset, realEstate)).toEqual([]);
});

test('a target is read as Swift reads it', () => {
  const clinic = store('clinic', '3');
  expect(readSyncTarget(syncTarget(clinic, 'imaging-objects'))).toEqual({
    store: clinic,
    container: 'imaging-objects',
  });
  expect(readSyncTarget(`//Lausitz/CLINIC/${clinic.account}/x`)?.store).toEqual(clinic);
  for (const other of [
    `https://swift.example/v1/${clinic.account}/x`,
    `//lausitz/clinic/${clinic.account}`,
    `//lausitz/clinic/${clinic.account}/x/y`,
    `/lausitz/clinic/${clinic.account}/x`,
    `//lausitz/clinic/${clinic.account}/x?y`,
    '',
  ]) {
    expect(readSyncTarget(other)).toBeUndefined();
  }
});
