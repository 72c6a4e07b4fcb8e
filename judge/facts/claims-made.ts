import type { Resource } from '../../graph/graph';
import { isList, isMap, own } from '../../graph/value';
import { nameIn } from './claims';
import { volumesOf } from './containers';
import { mergedTypes, postgresClusterType } from './operated-pods';

/** A claim of a volume that is an object or that an object has made, by the paths of what it says. */
export interface ClaimMade {
  readonly storageClass: string;
  readonly volumeName: string;
  readonly annotations?: string;
  /** Whether a claim of the object's namespace with such a name is it. */
  readonly isCalled: (name: string) => boolean;
}

/** What a template of claims at a path says. */
function inTemplate(path: string, isCalled: ClaimMade['isCalled'] = () => false): ClaimMade {
  return {
    storageClass: `${path}.spec.storageClassName`,
    volumeName: `${path}.spec.volumeName`,
    annotations: `${path}.metadata.annotations`,
    isCalled,
  };
}

/** The claims of a database that an operator makes. Source: cloudnative-pg.io, "API Reference", StorageConfiguration. */
function ofPostgres(cluster: Resource): readonly ClaimMade[] {
  const tablespaces = cluster.get('spec.tablespaces');
  const storages = [
    'spec.storage',
    ...['spec.walStorage'].filter((path) => cluster.get(path) !== null),
    ...(isList(tablespaces) ? tablespaces.map((_, at) => `spec.tablespaces.${at}.storage`) : []),
  ];
  return storages.map((path) => ({
    storageClass:
      cluster.get(`${path}.storageClass`) === null && cluster.get(`${path}.pvcTemplate`) !== null
        ? `${path}.pvcTemplate.storageClassName`
        : `${path}.storageClass`,
    volumeName: `${path}.pvcTemplate.volumeName`,
    isCalled: (name) =>
      path === 'spec.storage' && name === `${cluster.name}-${Number(name.split('-').at(-1))}`,
  }));
}

/** Volumes that live as long as their pod, made for it alone. */
function ephemeralIn(pod: Resource): readonly ClaimMade[] {
  return (volumesOf(pod) ?? []).flatMap(({ value, path }) =>
    isMap(value) && (own(value, 'ephemeral') ?? null) !== null
      ? [inTemplate(`${path}.ephemeral.volumeClaimTemplate`)]
      : [],
  );
}

/** Every claim that an object is or makes, as far as its lists of them are known. */
export function claimsMade(object: Resource): readonly ClaimMade[] {
  if (object.type === 'PersistentVolumeClaim') {
    return [
      {
        storageClass: 'spec.storageClassName',
        volumeName: 'spec.volumeName',
        annotations: 'metadata.annotations',
        isCalled: (name) => name === object.name,
      },
    ];
  }
  if (object.type === postgresClusterType) return ofPostgres(object);
  if (mergedTypes.includes(object.type)) {
    const path = 'spec.storage.volumeClaimTemplate';
    return object.get(path) === null ? [] : [inTemplate(path)];
  }
  const templates = object.type === 'StatefulSet.apps' ? object.get('spec.volumeClaimTemplates') : null;
  const ofSet = (isList(templates) ? templates : []).map((template, at) =>
    inTemplate(`spec.volumeClaimTemplates.${at}`, (name) =>
      name.startsWith(`${nameIn(template)}-${object.name}-`),
    ),
  );
  return [...ofSet, ...ephemeralIn(object)];
}
