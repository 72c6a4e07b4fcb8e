import { createHash } from 'node:crypto';
import { InputError } from '../terraform/errors';
import type { Image } from './images';

/** Kinds of manifests that name an image for all machines, then those for one. Source: OCI image-spec, "Media Types". */
const kinds = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;

/** What the specification has registries take, and more than any manifest has. */
const longest = 4 * 1024 * 1024;
const patience = 30_000;

/** Docker's images are named by a host that is no registry. Source: distribution/reference, "normalize". */
const registryHosts: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' };

export interface LookUpOptions {
  /** Where a registry answers. @default over HTTPS, at the host that the repository begins with */
  readonly origin?: (host: string) => string;
}

/**
 * The digest that an image's tag has now, from its own registry, without an account: the SHA-256 of the manifest that
 * came, compared with the one that the registry says.
 * Source: OCI distribution-spec 1.1, "Pulling manifests"; distribution, "Token Authentication Specification".
 *
 * @returns `sha256:` and 64 digits
 * @throws InputError where nothing answers, there is no such tag, or what came is not what it claims to be
 */
export async function lookUpDigest(
  image: Pick<Image, 'repository' | 'tag'>,
  options: LookUpOptions = {},
): Promise<string> {
  const name = `${image.repository}:${image.tag}`;
  const [host = '', ...path] = image.repository.split('/');
  const origin = options.origin?.(host) ?? `https://${registryHosts[host] ?? host}`;
  const url = `${origin}/v2/${path.join('/')}/manifests/${image.tag}`;
  let response = await ask(name, url, { accept: kinds.join(', ') });
  if (response.status === 401) {
    const token = await tokenFor(name, response, origin);
    response = await ask(name, url, { accept: kinds.join(', '), authorization: `Bearer ${token}` });
  }
  if (response.status !== 200) throw refusal(name, response.status);
  const kind = response.headers.get('content-type')?.split(';')[0]?.trim() ?? 'none';
  if (!kinds.some((one) => one === kind)) {
    throw new InputError({
      value: `${name}: its registry sent ${kind}.`,
      rule: 'A tag leads to a manifest of the Open Container Initiative, or of Docker’s second schema.',
      fix: 'Take a tag that is newer, or an image of another registry.',
    });
  }
  const bytes = await bytesOf(name, response);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const said = response.headers.get('docker-content-digest');
  if (said !== null && said !== digest) {
    throw new InputError({
      value: `${name}: its registry says ${said}, and sent ${digest}.`,
      rule: 'A digest is that of the bytes that came.',
      fix: 'Try again; if it stays so, something between here and the registry changes what it sends.',
    });
  }
  return digest;
}

async function ask(name: string, url: string, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
  } catch (error) {
    const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
    throw new InputError({
      value: `${name}: ${new URL(url).host} does not answer (${cause?.code ?? message}).`,
      rule: 'A digest is asked of the image’s own registry.',
      fix: 'Run it where the Internet is reached; nothing was changed.',
    });
  }
}

async function bytesOf(name: string, response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longest) {
      throw new InputError({
        value: `${name}: its manifest is longer than ${longest} bytes.`,
        rule: 'A manifest is a short list of what the image consists of.',
        fix: 'Look what its registry sends there.',
      });
    }
  }
  return Buffer.concat(chunks);
}

function refusal(name: string, status: number): InputError {
  const isUnknown = status === 404;
  return new InputError({
    value: isUnknown
      ? `${name}: its registry knows no such tag.`
      : `${name}: its registry answers ${status}.`,
    rule: 'What runs is an image that anyone can get, by a tag that its project has made.',
    fix: isUnknown
      ? 'Write a tag that the page of its source names (workloads/images.ts).'
      : 'Try again later.',
  });
}

/** Registries give a token to whoever asks, for what is public. It is asked over the same kind of connection alone. */
async function tokenFor(name: string, response: Response, origin: string): Promise<string> {
  const challenge = response.headers.get('www-authenticate') ?? '';
  const fields = new Map(
    [...challenge.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
  );
  const realm = fields.get('realm');
  const isSafe =
    realm !== undefined && URL.canParse(realm) && new URL(realm).protocol === new URL(origin).protocol;
  if (!/^bearer /i.test(challenge) || !isSafe) {
    throw new InputError({
      value: `${name}: its registry asks for ${challenge.split(' ')[0] || 'nothing known'}.`,
      rule: 'What runs is an image that anyone can get, with a token that anyone is given.',
      fix: 'Take the image from a public registry.',
    });
  }
  const url = new URL(realm);
  for (const key of ['service', 'scope']) {
    const value = fields.get(key);
    if (value !== undefined) url.searchParams.set(key, value);
  }
  const answer = await ask(name, url.href, { accept: 'application/json' });
  if (answer.status !== 200) throw refusal(name, answer.status);
  const { token, access_token: same } = parse(await bytesOf(name, answer));
  const given = token ?? same;
  if (typeof given === 'string' && /^[\x21-\x7e]+$/.test(given)) return given;
  throw new InputError({
    value: `${name}: ${url.host} gave no token.`,
    rule: 'Who asks for a public image is given a token.',
    fix: 'Try again later.',
  });
}

function parse(bytes: Buffer): { readonly token?: unknown; readonly access_token?: unknown } {
  try {
    return (JSON.parse(bytes.toString('utf8')) ?? {}) as { token?: unknown };
  } catch {
    return {};
  }
}

/** How many registries are asked at once. */
const atOnce = 4;

/**
 * Digests of images, by `REPOSITORY:TAG` and in the order of these names.
 * @throws InputError for the first that cannot be had: then there are none
 */
export async function lookUpDigests(
  images: readonly Pick<Image, 'repository' | 'tag'>[],
  options: LookUpOptions = {},
): Promise<Readonly<Record<string, string>>> {
  const wanted = new Map(images.map((image) => [`${image.repository}:${image.tag}`, image]));
  const names = [...wanted.keys()].sort();
  const digests: [string, string][] = [];
  for (let first = 0; first < names.length; first += atOnce) {
    const some = names.slice(first, first + atOnce);
    const found = await Promise.all(
      some.map(async (name): Promise<[string, string]> => {
        const image = wanted.get(name);
        if (image === undefined) throw new Error(`${name} was not asked for`);
        return [name, await lookUpDigest(image, options)];
      }),
    );
    digests.push(...found);
  }
  return Object.fromEntries(digests);
}
