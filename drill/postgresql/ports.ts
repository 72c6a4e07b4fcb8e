import { createServer } from 'node:net';
import { InputError } from '../../terraform/errors';

/**
 * Looks whether a server could listen there.
 * @throws InputError where another program does, or the machine has no such address
 */
export async function checkFree(address: string, port: number): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (error === undefined) return;
  throw new InputError({
    value: `${address}:${port} cannot be listened on (${error.code ?? error.message}).`,
    rule: 'Each server of a drill listens on an address of its own on loopback, at the dataset’s replication port.',
    fix: 'End what listens there, or name other addresses.',
  });
}
