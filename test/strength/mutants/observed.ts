import type { Observation, ObservedResource } from '../../../contracts/observation';
import type { Estate } from '../../../estate/model';
import { siteOf } from '../../../estate/queries';
import { asOf } from '../../estate-plan';
import { idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';

/** Mutants of what stands in a site's project: the plan is as good as ever, or says that all was there before. */
const volume = `${types.volume}.research_data`;

function seenAt(stack: string, resources: readonly Partial<ObservedResource>[], observedAt: string) {
  return (estate: Estate): readonly Observation[] => {
    const { identity } = siteOf(estate, stack);
    const { authUrl, region, project, domain } = identity;
    return [
      {
        kind: 'observation',
        schemaVersion: '1.0.0',
        observedAt,
        stack,
        cloud: { authUrl, region, projectId: 'p', projectName: project, domainName: domain },
        listed: [types.volume, types.server, types.group],
        notListed: [],
        resources: resources.map((one) => ({
          type: types.volume,
          id: idOf('by hand'),
          name: 'by-hand',
          madeByCloud: false,
          attributes: {},
          ...one,
        })),
      },
    ];
  };
}

const today = `${asOf}T08:00:00Z`;
const unmanaged = 'operations/nothing-unmanaged';

const byHand: readonly Mutant[] = (['primary', 'clinic'] as const).flatMap((stack) =>
  (
    [
      ['a volume', {}],
      ['a volume of the name of a managed one', { name: 'research-data' }],
      ['a server', { type: types.server }],
      ['a security group', { type: types.group }],
      ['a snapshot', { type: 'openstack_blockstorage_snapshot_v3' }],
    ] satisfies readonly (readonly [string, Partial<ObservedResource>])[]
  ).map(([what, resource]) => ({
    name: `${stack}: ${what} that somebody made by hand`,
    rules: [unmanaged],
    observes: seenAt(stack, [resource], today),
    breaks: (sites) => sites,
  })),
);

const created = 'encryption/volume-encrypted-at-creation';
const disk = (encrypted: boolean, keyId: string | null) => ({
  id: idOf(volume),
  name: 'research-data',
  encryption: { encrypted, keyId, createdAt: '2026-01-01T00:00:00Z' },
});

/** The plan says that a good volume is there already; what was read from the cloud says how it was made. */
const there: readonly Mutant[] = (['primary', 'clinic'] as const).flatMap((stack) =>
  (
    [
      ['without encryption', disk(false, null), today],
      ['without encryption and with a key', disk(false, idOf('key')), today],
      ['well, seen too long ago', disk(true, null), '2026-01-01T08:00:00Z'],
      ['well, seen in times to come', disk(true, null), '2036-01-01T08:00:00Z'],
      ['well, seen of another', { ...disk(true, null), id: idOf('another') }, today],
    ] as const
  ).map(([what, resource, observedAt]) => ({
    ...mutant(stack, `a volume that was made ${what}`, created, (draft) => draft.act(volume, ['no-op'])),
    observes: seenAt(stack, [resource], observedAt),
  })),
);

const container = `${types.container}.research_backup`;

/** The plan finds nothing to change: the provider reads neither of the two back. */
const passedOn: readonly Mutant[] = [
  {
    ...mutant(
      'clinic',
      'a backup that somebody has passed on',
      'residency/containers-pass-on-as-planned',
      (draft) => draft.act(container, ['no-op']),
    ),
    observes: seenAt(
      'clinic',
      [
        {
          ...{ type: types.container, id: idOf(container), name: 'research-backup' },
          attributes: { container_sync_to: '//realm/elsewhere/AUTH_account/research', versioning_legacy: [] },
        },
      ],
      today,
    ),
  },
];

export default [...byHand, ...there, ...passedOn];
