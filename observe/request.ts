import { InputError } from '../terraform/errors';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where the body is no JSON. */
  readonly json: unknown;
}

const secondsToWait = 30;
const attempts = 3;

/**
 * One call of an API. Redirects are not followed: they would carry the token to another host. Waits and asks again
 * where the service is busy (429, 5xx) or does not answer, since reading twice changes nothing.
 * @throws InputError where there is no answer
 */
export async function request(
  method: 'GET' | 'HEAD' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Reply> {
  let reason = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const reply = await once(method, url, headers, body);
      const isBusy = reply.status === 429 || reply.status >= 500;
      if (!isBusy || attempt === attempts) return reply;
    } catch (error) {
      reason = reasonOf(error);
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * 500));
  }
  throw new InputError({
    value: `${new URL(url).origin} does not answer (${reason}).`,
    rule: 'A site is observed through its own APIs.',
    fix: 'Check the network and the site’s endpoint; a certificate of your own goes into NODE_EXTRA_CA_CERTS.',
  });
}

async function once(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { Accept: 'application/json', ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(secondsToWait * 1000),
    ...(body === undefined ? {} : { body }),
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

function reasonOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return (
    cause?.code ?? (name === 'TimeoutError' ? `${secondsToWait} s without an answer` : (name ?? 'no reason'))
  );
}
