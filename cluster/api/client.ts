import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { ServiceFailure } from '../../processes/failure';

/** An object of Kubernetes, as far as every one of them goes. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** What the API server answered, whether it did as it was asked or not. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  /** Warnings of admission, such as PodSecurity's. */
  readonly warnings: readonly string[];
}

/** The API server refused: its code and its own words. */
export class Refused extends ServiceFailure {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly contentType?: string;
  /** @default 30 s */
  readonly timeoutMs?: number;
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
  }[];
  readonly users: readonly {
    readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string };
  }[];
}

/** Asks one API server, as the identity of one kubeconfig of ours. */
export class Client {
  private readonly agent: Agent;

  constructor(
    private readonly server: string,
    credentials: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer },
  ) {
    this.agent = new Agent({ ...credentials, keepAlive: true, maxSockets: 8, minVersion: 'TLSv1.3' });
  }

  static of(kubeconfigFile: string): Client {
    const { clusters, users } = JSON.parse(readFileSync(kubeconfigFile, 'utf8')) as Kubeconfig;
    const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
    if (!cluster || !user) throw new ServiceFailure(`${kubeconfigFile} names no cluster and user.`);
    const decoded = (text: string) => Buffer.from(text, 'base64');
    return new Client(cluster.server, {
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
    });
  }

  /** @returns whatever is answered @throws ServiceFailure where nothing is */
  ask<T = unknown>(path: string, asking: Asking = {}): Promise<Answer<T>> {
    const { method = 'GET', body, contentType = 'application/json', timeoutMs = 30_000 } = asking;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const failed = (error: Error) =>
        reject(new ServiceFailure(`${method} ${this.server}${path}: ${error.message}`));
      const asked = request(
        `${this.server}${path}`,
        {
          method,
          agent: this.agent,
          signal: AbortSignal.timeout(timeoutMs),
          headers: sent === undefined ? {} : { 'Content-Type': contentType },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', failed);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parse(Buffer.concat(chunks).toString('utf8')) as T,
              warnings: warningsIn(response.headers.warning),
            }),
          );
        },
      );
      asked.on('error', failed);
      asked.end(sent);
    });
  }

  /** @throws Refused unless it is done */
  async demand<T = unknown>(path: string, asking: Asking = {}): Promise<T> {
    const { status, body } = await this.ask<T>(path, asking);
    if (status < 300) return body;
    throw refusal(status, `${asking.method ?? 'GET'} ${path}`, body);
  }

  close(): void {
    this.agent.destroy();
  }
}

export function refusal(status: number, what: string, body: unknown): Refused {
  const { message = String(body), reason = '' } = (body ?? {}) as { message?: string; reason?: string };
  return new Refused(status, reason, `${what}: ${status} ${message}`);
}

/** Health checks answer with text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Warnings of an answer's header: `299 - "would violate …", 299 - "…"`. */
export function warningsIn(header: string | readonly string[] | undefined): readonly string[] {
  const text = [header ?? []].flat().join(', ');
  return [...text.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, warning = '']) =>
    warning.replaceAll(/\\(.)/g, '$1'),
  );
}
