import type { Place } from '../model';
import { publicPort, servicePort } from '../paths';
import type { Container } from './pod';
import { type ProxyOptions, proxyContainer } from './proxy';
import { addServer } from './server';

export interface Service extends ProxyOptions {
  /** Answers to nobody but the proxy beside it: no policy opens its own port. */
  readonly containers: readonly Container[];
  readonly before?: readonly Container[];
  readonly user?: number;
  readonly replicas?: number;
}

/** A workload's main server, which speaks plain HTTP to the proxy in its pod, and through it to everything else. */
export function addService(place: Place, service: Service): void {
  const { containers, before, user, replicas, ...proxy } = service;
  const component = place.workload.name;
  const isPublic = proxy.publicRoutes !== undefined && place.workload.publicHost !== undefined;
  addServer(place, {
    component,
    ports: [servicePort, ...(isPublic ? [publicPort] : [])],
    containers: [...containers, proxyContainer(place, component, proxy)],
    ...(before ? { before } : {}),
    ...(user === undefined ? {} : { user }),
    ...(replicas === undefined ? {} : { replicas }),
  });
}
