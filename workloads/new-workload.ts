import { join } from 'node:path';
import { loadEstate } from '../estate/load-estate';
import type { Domain } from '../estate/model';
import type { NewEntry } from '../estate/new-entry';
import { Identifier, objectText } from '../estate/source-text';
import { isName } from '../estate/syntax';
import { InputError } from '../terraform/errors';
import { catalogueEntries } from './catalogue';
import { checkCatalogue } from './check-catalogue';
import type { Image } from './images';
import type { Call, Workload } from './model';
import { publicPort, servicePort } from './paths';

export interface NewWorkloadOptions {
  /** `REPOSITORY:TAG`, with the registry's host, as `docker.io/library/nginx:1.29.3`. */
  readonly image: string;
  readonly domain: Domain;
  /** @default made from the name */
  readonly title?: string;
  /** Where it answers without TLS, within its pod. @default 8080 */
  readonly port?: number;
  /** Names of workloads that it calls, each at its one port, or `NAME:PORT`. @default none */
  readonly calls?: readonly string[];
  /** The project's folder. */
  readonly root: string;
}

/**
 * The file of a new workload: a server behind a proxy of its own, as all are, which calls what it declares and is called
 * by nobody yet. It is checked together with the catalogue as it is, and renders as it stands.
 * @throws InputError for a name that is taken or none, an image without host or tag, a port or call that leads nowhere
 */
export function newWorkload(name: string, options: NewWorkloadOptions): NewEntry {
  const { domain, title = titleOf(name), port = 8080, root } = options;
  const entries = catalogueEntries();
  const existing = entries.map(({ workload }) => workload);
  checkName(name, existing);
  checkPort(port);
  checkTitle(title);
  const image = parseImage(options.image);
  const calls = (options.calls ?? []).map((text) => parseCall(text, existing));
  const workload: Workload = {
    ...{ name, title, domain, datasets: [], exposure: 'callers', calls, ports: [servicePort] },
    deploy: () => {},
  };
  checkCatalogue([...entries, { file: name, workload }], loadEstate());
  return {
    file: join(root, 'workloads', 'catalogue', `${name}.ts`),
    text: textOf(workload, image, port),
  };
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function checkName(name: string, existing: readonly Workload[]): void {
  if (!isName(name, 40)) {
    throw new InputError({
      value: `name ${JSON.stringify(name)}`,
      rule: 'lower-case letters, digits and single dashes, a letter first, at most 40',
      fix: 'write a name such as lab-results',
    });
  }
  if (!existing.some((one) => one.name === name)) return;
  throw new InputError({
    value: `name ${name}`,
    rule: 'a new workload replaces none: there is one of this name',
    fix: `choose another name, or change workloads/catalogue/${name}.ts`,
  });
}

/** Ports below 1024 take root; those of the proxy in the same pod are taken. */
function checkPort(port: number): void {
  const ofProxy = [servicePort, publicPort, 9901, 9902];
  if (
    Number.isInteger(port) &&
    port >= 1024 &&
    port <= 65_535 &&
    !ofProxy.includes(port) &&
    Math.floor(port / 100) !== 91
  ) {
    return;
  }
  throw new InputError({
    value: `port ${port}`,
    rule: `from 1024 to 65535, and none of the proxy beside it: ${ofProxy.join(', ')}, 9100 to 9199`,
    fix: 'let the program listen elsewhere, as at 8080',
  });
}

function checkTitle(title: string): void {
  if (/^[^\p{Cc}]{1,120}$/u.test(title)) return;
  throw new InputError({
    value: `title ${JSON.stringify(title.slice(0, 140))}`,
    rule: 'one line of 1 to 120 characters',
    fix: 'write what it is for people',
  });
}

const reference =
  /^(?<repository>[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+):(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/;

function parseImage(text: string): Pick<Image, 'repository' | 'tag'> {
  const { repository, tag } = reference.exec(text)?.groups ?? {};
  if (repository !== undefined && tag !== undefined && tag !== 'latest') return { repository, tag };
  throw new InputError({
    value: `image ${JSON.stringify(text)}`,
    rule: 'REPOSITORY:TAG with the host of its registry, a tag that stays (not latest), and no digest: npm run images looks that up',
    fix: 'write it as docker.io/library/nginx:1.29.3',
  });
}

function parseCall(text: string, existing: readonly Workload[]): Call {
  const [, to = '', given] = /^([^:]*)(?::(.*))?$/.exec(text) ?? [];
  const callee = existing.find(({ name }) => name === to);
  if (callee === undefined) {
    throw new InputError({
      value: `call ${JSON.stringify(text)}`,
      rule: `a workload of the catalogue: ${existing.map(({ name }) => name).join(', ')}`,
      fix: 'name one of them, with :PORT where it has several',
    });
  }
  const ports = callee.ports.filter((port) => port !== publicPort);
  const port = given === undefined && ports.length === 1 ? ports[0] : Number(given);
  if (port !== undefined && ports.includes(port)) return { to, port };
  throw new InputError({
    value: `call ${JSON.stringify(text)}`,
    rule: `${to} answers at ${ports.join(', ') || 'no port'}`,
    fix: ports.length > 0 ? `write ${to}:${ports[0]}` : 'call another one',
  });
}

function textOf(
  { name, title, domain, calls }: Workload,
  image: Pick<Image, 'repository' | 'tag'>,
  port: number,
) {
  const source = `https://${image.repository}`;
  const imageText = objectText(
    { ...image, source },
    { source: 'Replace it by the page where the project says that this is its image.' },
  );
  const fields = objectText({
    ...{ name, title, domain, datasets: [], exposure: 'callers' },
    calls: calls.map(({ to, port: at }) => ({
      to,
      port: at === servicePort ? new Identifier('servicePort') : at,
    })),
    ports: [new Identifier('servicePort')],
    images: [new Identifier('image')],
  });
  return `${imports}
/** Where it answers without TLS, to the proxy in its pod. */
const port = ${port};

const image: Image = ${imageText};

const workload: Workload = ${fields.replace(/\n\}$/, `\n${deployText}}`)};

export default workload;
`;
}

const imports = `import { addService } from '../components/service';
import type { Image } from '../images';
import type { Workload } from '../model';
import { servicePort } from '../paths';
`;

const deployText = `  deploy(place) {
    addService(place, {
      port,
      containers: [
        {
          name: 'server',
          image,
          ports: [port],
          // Replace them by what it was seen to need: processor time, and memory, which is its limit too.
          needs: { cpu: '100m', memory: '256Mi' },
          mounts: [{ name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '64Mi' } }],
          check: { kind: 'tcp', port },
        },
      ],
    });
  },
`;
