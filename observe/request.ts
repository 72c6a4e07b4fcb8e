import { InputError } from '../terraform/errors';
import { call, type Reply, reasonOf } from './call';

export type { Reply };

const attempts = 3;

/**
 * One call of an API that changes nothing there; a POST only logs in. Waits and asks again where the service is
 * busy (429, 5xx) or does not answer, since reading twice changes nothing.
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
      const reply = await call(method, url, headers, body);
      const isBusy = reply.status === 429 || reply.status >= 500;
      if (!isBusy || attempt === attempts) return reply;
    } catch (error) {
      reason = reasonOf(error);
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * 500));
  }
  throw new InputError({
    value: `${new URL(url).origin} does not answer (${reason}).`,
    rule: 'A site is read through its own APIs.',
    fix: 'Check the network and the site’s endpoint; a certificate of your own goes into NODE_EXTRA_CA_CERTS.',
  });
}
