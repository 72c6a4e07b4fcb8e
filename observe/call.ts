export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where the body is no JSON. */
  readonly json: unknown;
}

export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream;

const secondsToWait = 30;

/**
 * One call of an API, as it is: no second try. Redirects are not followed: they would carry the token to another
 * host. Whoever only reads asks through `request`, which knows no method that changes anything.
 * @throws what `fetch` throws where there is no answer; `reasonOf` says why
 */
export async function call(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: Body,
  seconds = secondsToWait,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { Accept: 'application/json', ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(seconds * 1000),
    ...(body === undefined ? {} : { body }),
    // A body that is read while it is sent: without this, fetch refuses it.
    ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: parse(text) };
}

/** Why there was no answer, in a few words. */
export function reasonOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? (name === 'TimeoutError' ? 'no answer in time' : (name ?? 'no reason'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
