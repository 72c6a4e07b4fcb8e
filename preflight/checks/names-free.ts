import { NotListed } from '../../observe/list';
import { type Check, notOk, ok, type Result, type Subject, unread } from '../check';
import { listedTypes } from '../existing';

const check: Check = {
  id: 'names/free-or-own',
  rule: 'Nothing in the project has the name of something that the stack would make again.',
  async look(subject) {
    const types = subject.wanted.types.filter(
      (type) => listedTypes.has(type) && subject.wanted.names(type).length > 0,
    );
    return (await Promise.all(types.map((type) => judge(subject, type)))).flat();
  },
};

export default check;

async function judge(subject: Subject, type: string): Promise<readonly Result[]> {
  const what = type.replace(/^openstack_/, '');
  try {
    const found = await subject.existing.namesakes(type);
    const foreign = found.filter(({ claim }) => claim === 'foreign');
    const own = found.filter(({ claim }) => claim !== 'foreign');
    const twice = own.filter(({ object }, at) =>
      own.some((other, before) => before < at && other.object.name === object.name),
    );
    const faults = [
      ...foreign.map(({ object }) => taken(subject, what, object.name, object.id)),
      ...twice.map(({ object }) =>
        notOk(
          `${what} ${object.name} is there more than once (${object.id})`,
          'Remove those that the stack does not manage; --state names the one it does.',
        ),
      ),
    ];
    return faults.length > 0
      ? faults
      : [ok(`${what}: ${own.length} there, ${subject.wanted.names(type).length - own.length} names free`)];
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    return [unread(`${what}: ${error.message}`, 'Give the account the right to list them.')];
  }
}

function taken({ existing }: Subject, what: string, name: string, id: string): Result {
  const value = `${what} ${name} is there (${id}), and not the stack’s as far as can be seen`;
  const fix = existing.knowsState
    ? 'Import it into the stack (terraform import), or remove or rename it.'
    : 'Name the state that manages it with --state; else import it (terraform import), or remove or rename it.';
  return notOk(value, fix);
}
