import { InputError } from '../terraform/errors';

/** Where an API is, and what every request to it carries. The headers hold a token: they appear in no message. */
export interface Api {
  /** Without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the token has to be allowed, for whoever set it up. */
  readonly rights: string;
}

/** The forge may have done what it was asked to: it did not say so. */
export class UncertainError extends Error {}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

const attempts = 4;
const secondsForReply = 30;
/** A pipeline waits no longer than this before it asks again; GitHub's hourly limit may ask for more. */
const longestWait = 90;
/** A change with more than 10,000 comments is not read to its end. */
const mostPages = 100;

/** Every entry of a list, over all its pages (`Link: …; rel="next"`, as GitHub and GitLab send it). */
export async function listAll(api: Api, path: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let next: string | undefined = `${api.url}${path}`;
  for (let page = 1; next !== undefined; page += 1) {
    if (page > mostPages) throw unexpected(api, `more than ${mostPages} pages of ${path}`);
    const reply: Reply = await send(api, 'GET', next);
    if (!Array.isArray(reply.json)) throw unexpected(api, `no list at ${path}`);
    found.push(...reply.json);
    next = nextPage(api, reply.headers.get('link'));
  }
  return found;
}

/** One request. @returns the answer’s JSON */
export async function ask(api: Api, method: Method, path: string, body?: object): Promise<unknown> {
  return (await send(api, method, `${api.url}${path}`, body)).json;
}

/**
 * Asks again where the forge is busy or says when to come back. What would be done twice by that (POST) is sent again
 * only where the forge has said that it did nothing.
 */
async function send(api: Api, method: Method, url: string, body?: object): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === attempts;
    let reply: Reply;
    try {
      reply = await once(api, method, url, body);
    } catch (error) {
      if (method === 'POST') throw new UncertainError(reasonOf(error));
      if (isLast) throw unanswered(api, reasonOf(error));
      await wait(attempt);
      continue;
    }
    if (reply.status >= 200 && reply.status < 300) return reply;
    const isLimited = isRateLimit(reply);
    if (method === 'POST' && reply.status >= 500) throw new UncertainError(`status ${reply.status}`);
    if ((isLimited || reply.status >= 500) && !isLast) await wait(pauseOf(reply, attempt, api));
    else throw refused(api, reply);
  }
}

async function once(api: Api, method: Method, url: string, body?: object): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { ...api.headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    // A redirect would carry the token to another host.
    redirect: 'manual',
    signal: AbortSignal.timeout(secondsForReply * 1000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** GitHub says its limits with 403 too: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimit({ status, headers }: Reply): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0');
}

/** Seconds. */
function pauseOf(reply: Reply, attempt: number, api: Api): number {
  const { headers } = reply;
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  const isEmpty = headers.get('x-ratelimit-remaining') === '0' || headers.get('ratelimit-remaining') === '0';
  const asked = Number.isFinite(after)
    ? after
    : isEmpty && Number.isFinite(reset)
      ? reset - Date.now() / 1000
      : attempt;
  if (asked <= longestWait) return Math.max(asked, 0);
  throw new InputError({
    value: `${originOf(api)} takes no more requests for ${Math.ceil(asked)} s.`,
    rule: `A pipeline waits ${longestWait} s at most.`,
    fix: 'Run this step again later.',
  });
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function nextPage(api: Api, link: string | null): string | undefined {
  const next = /<([^<>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  if (next === undefined) return undefined;
  if (URL.canParse(next) && new URL(next).origin === new URL(api.url).origin) return next;
  throw unexpected(api, 'a next page at another host');
}

/** Why there was no answer, in a few words that hold no address and no token. */
function reasonOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? (name === 'TimeoutError' ? 'no answer in time' : (name ?? 'no reason'));
}

function originOf({ url }: Api): string {
  return new URL(url).origin;
}

export function unanswered(api: Api, reason: string): InputError {
  return new InputError({
    value: `${originOf(api)} does not answer (${reason}).`,
    rule: 'A comment is read and written through the forge’s API.',
    fix: 'Run this step again; a certificate of your own goes into NODE_EXTRA_CA_CERTS.',
  });
}

function unexpected(api: Api, what: string): InputError {
  return new InputError({
    value: `${originOf(api)} answers with ${what}.`,
    rule: 'The API is that of GitHub (2022-11-28) or GitLab (v4).',
    fix: 'Check the address of the API.',
  });
}

const meanings: Readonly<Record<number, string>> = {
  401: 'it does not take the token',
  403: 'the token may not do this',
  404: 'there is no such thing, or the token may not see it',
};

function refused(api: Api, { status, json }: Reply): InputError {
  const { message } = (json ?? {}) as { message?: unknown };
  const said = typeof message === 'string' ? `: ${message.replaceAll(/\s+/g, ' ').slice(0, 200)}` : '';
  return new InputError({
    value: `${originOf(api)} answers with ${status}${said}`,
    rule: meanings[status] ?? 'what was asked is not taken',
    fix: `The token needs: ${api.rights}.`,
  });
}
