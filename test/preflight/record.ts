import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOtherEstate } from '../../bin/other-estate';
import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { preflightSite } from '../../preflight/preflight-site';
import { credentialsOf } from '../../terraform/credentials';
import { projectRoot } from '../../terraform/project-root';
import { recordedSite, wantedOf } from './recorded-estate';
import { cloudMark, keyOf, type RecordedAnswer, type Recording } from './recording';

/** Where recordings are kept. */
export const recordingsFolder = join(projectRoot(), 'test', 'fixtures', 'preflight');

/** Headers that say something of an object; the rest is of the transport, and differs every time. */
const keptHeader = /^(content-type|x-subject-token|x-(account|container)-.*|x-versions-.*)$/;

/** What nobody may find in a fixture. */
const secret = /("psk": ?")[^"]*|("user_data": ?")[^"]*|("public_key": ?")[^"]*/g;

/** Writes down everything a preflight of a real site asks for, without token, keys and where it was. */
async function record(site: string, name: string, estatePath: string | undefined): Promise<string> {
  const estate = estatePath === undefined ? loadEstate() : readOtherEstate(estatePath);
  const calls: Record<string, RecordedAnswer> = {};
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const { port, pathname, search, origin } = new URL(String(input));
    const key = keyOf(
      init?.method ?? 'GET',
      port,
      `${pathname === '/' && search === '' ? '' : pathname}${search}`,
    );
    calls[key] = await kept(response.clone(), origin);
    return response;
  };
  const place = siteOf(estate, site);
  const report = await preflightSite(
    { estate, site: place, wanted: wantedOf(estate, site) },
    credentialsOf(site),
  );
  const failed = report.checks[0]?.results.find(({ outcome }) => outcome !== 'ok');
  if (failed) throw new Error(failed.value);
  const login = new URL(place.identity.authUrl);
  const authUrl = `${cloudMark}/${login.port}${login.pathname}`;
  const about = recordedSite(estate, site);
  const recording: Recording = {
    site: { ...about, identity: { ...about.identity, authUrl } },
    calls: Object.fromEntries(Object.entries(calls).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
  writeFileSync(join(recordingsFolder, `${name}.json`), written(recording));
  const found = report.checks.flatMap(({ results }) => results.map(({ outcome }) => outcome));
  return `${Object.keys(calls).length} answers, ${found.length} results`;
}

async function kept(response: Response, origin: string): Promise<RecordedAnswer> {
  const { hostname } = new URL(origin);
  const text = (await response.text())
    .replaceAll(secret, '$1$2$3scrubbed')
    .replaceAll(/https?:\/\/(localhost|\d+\.\d+\.\d+\.\d+):(\d+)/g, (all, host: string, port: string) =>
      host === hostname || host.startsWith('127.') || host === 'localhost' ? `${cloudMark}/${port}` : all,
    );
  const headers = [...response.headers].filter(([name]) => keptHeader.test(name));
  const shown = headers.map(([name, value]) => [name, name === 'x-subject-token' ? 'scrubbed-token' : value]);
  return { status: response.status, headers: Object.fromEntries(shown), body: parsed(text) };
}

/** A line for each call, so that a new recording shows what has changed. */
function written({ site, calls }: Recording): string {
  const lines = Object.entries(calls).map(
    ([call, answer]) => `${JSON.stringify(call)}: ${JSON.stringify(answer)}`,
  );
  return `{"site": ${JSON.stringify(site)},\n"calls": {\n${lines.join(',\n')}\n}}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const [site, name, estate] = process.argv.slice(2);
if (site === undefined || name === undefined) {
  process.stderr.write(
    'node dist/test/preflight/record.js SITE NAME [ESTATE], with the site’s credentials set\n',
  );
  process.exitCode = 2;
} else {
  record(site, name, estate).then(
    (text) => process.stdout.write(`${text}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    },
  );
}
