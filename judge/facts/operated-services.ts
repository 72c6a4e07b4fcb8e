import { Resource } from '../../graph/graph';
import { isList, isMap, own } from '../../graph/value';

/** A Service that an operator makes, and where its object says so. */
export interface OperatedService {
  readonly service: Resource;
  readonly path: string;
}

const additional = 'spec.managed.services.additional';

/**
 * Services that CloudNativePG makes beside its own ones, which answer within the cluster; undefined where that is not
 * known. Source: cloudnative-pg.io, "Service Management".
 */
export function operatedServices(cluster: Resource): readonly OperatedService[] | undefined {
  const list = cluster.get(additional);
  if (list === null) return [];
  if (!isList(list)) return undefined;
  const templates = list.map((one) => (isMap(one) ? (own(one, 'serviceTemplate') ?? {}) : one));
  if (!templates.every(isMap)) return undefined;
  const { stack, address, mode, name, module, action } = cluster;
  return templates.map((attributes, at) => ({
    service: new Resource({
      ...{ stack, address, mode, name, module, action, attributes },
      type: 'Service',
      absent: null,
    }),
    path: `${additional}.${at}.serviceTemplate`,
  }));
}
