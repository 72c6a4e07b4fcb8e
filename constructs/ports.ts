/** Transport ports of one protocol, both ends included. */
export interface Ports {
  readonly protocol: 'tcp' | 'udp';
  readonly from: number;
  readonly to: number;
}

/** TCP ports from `from` to `to`; one port when `to` is left out. */
export function tcp(from: number, to = from): Ports {
  return { protocol: 'tcp', from, to };
}

/** UDP ports from `from` to `to`; one port when `to` is left out. */
export function udp(from: number, to = from): Ports {
  return { protocol: 'udp', from, to };
}
