import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '../../terraform/errors';
import { lookUpDigest, lookUpDigests } from '../../workloads/image-digest';

const index = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [],
});
const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`;
const kind = 'application/vnd.oci.image.index.v1+json';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let handler: Handler;
let server: Server;
let address: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked.length = 0;
});

const open: Handler = (request, response) => {
  if (!request.url?.startsWith('/v2/team/app/manifests/1.2.3')) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': kind, 'docker-content-digest': digest }).end(index);
};

/** As the large public registries do: a token for whoever asks, and nothing without one. */
const withToken: Handler = (request, response) => {
  const url = new URL(request.url ?? '', address);
  if (url.pathname === '/token') {
    const isRight = url.searchParams.get('scope') === 'repository:team/app:pull';
    return void response.writeHead(isRight ? 200 : 403).end(JSON.stringify({ token: 'given' }));
  }
  if (request.headers.authorization === 'Bearer given') return open(request, response);
  const challenge = `Bearer realm="${address}/token",service="registry",scope="repository:team/app:pull"`;
  response.writeHead(401, { 'www-authenticate': challenge }).end();
};

const app = { repository: 'registry.example/team/app', tag: '1.2.3' };
const origin = () => address;

async function errorOf(work: Promise<unknown>): Promise<InputError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof InputError) return error;
  throw new Error(`no InputError: ${String(error)}`);
}

test('a digest is that of the bytes that the registry sends', async () => {
  handler = open;
  await expect(lookUpDigest(app, { origin })).resolves.toBe(digest);
  expect(asked).toEqual(['/v2/team/app/manifests/1.2.3']);
});

test('a registry that asks for a token is given the one that it gives', async () => {
  handler = withToken;
  await expect(lookUpDigest(app, { origin })).resolves.toBe(digest);
  expect(asked).toHaveLength(3);
});

test('a registry that does not say the digest is believed by its bytes', async () => {
  handler = (_, response) => void response.writeHead(200, { 'content-type': kind }).end(index);
  await expect(lookUpDigest(app, { origin })).resolves.toBe(digest);
});

describe('what is refused', () => {
  const cases: [string, Handler, RegExp][] = [
    ['an unknown tag', (_, response) => void response.writeHead(404).end(), /knows no such tag/],
    ['a registry that fails', (_, response) => void response.writeHead(503).end(), /answers 503/],
    [
      'other bytes than the registry says',
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': kind, 'docker-content-digest': digest })
          .end(`${index} `),
      /says sha256:.* and sent sha256:/,
    ],
    [
      'a page instead of a manifest',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      /sent text\/html/,
    ],
    [
      'a manifest without end',
      (_, response) =>
        void response.writeHead(200, { 'content-type': kind }).end(Buffer.alloc(4 * 1024 * 1024 + 1)),
      /longer than 4194304 bytes/,
    ],
    [
      'a token from an unsafe place',
      (_, response) =>
        void response.writeHead(401, { 'www-authenticate': 'Bearer realm="ftp://elsewhere/token"' }).end(),
      /asks for Bearer/,
    ],
    [
      'a registry that asks for an account',
      (_, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="here"' }).end(),
      /asks for Basic/,
    ],
  ];
  test.each(cases)('%s', async (_, refused, message) => {
    handler = refused;
    const error = await errorOf(lookUpDigest(app, { origin }));
    expect(error.message).toMatch(message);
    expect(error.exitCode).toBe(2);
  });

  test('no network', async () => {
    const error = await errorOf(lookUpDigest(app, { origin: () => 'http://127.0.0.1:1' }));
    expect(error.message).toMatch(/127\.0\.0\.1:1 does not answer/);
  });
});

test('digests are had of all images, once each and sorted, or of none', async () => {
  handler = open;
  const other = { repository: 'another.example/team/app', tag: '1.2.3' };
  const found = await lookUpDigests([app, other, app], { origin });
  expect(Object.entries(found)).toEqual([
    ['another.example/team/app:1.2.3', digest],
    ['registry.example/team/app:1.2.3', digest],
  ]);
  const unknown = { repository: 'registry.example/team/other', tag: '1.2.3' };
  expect((await errorOf(lookUpDigests([app, unknown], { origin }))).message).toContain('team/other:1.2.3');
});
