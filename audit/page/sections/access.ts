import type { Contents } from '../../pack/contents';
import { anchor, both, code, groupedTable, plain, section, t } from '../html';

type Server = Contents['reach'][number]['servers'][number];
type Way = Server['ways'][number];
type Key = Contents['keys'][number];

/** Who can get to what, on which port, along which path. */
export function reachSection({ reach }: Contents): string {
  const none = `<p>${t('Nicht geprüft: Es liegen keine Angaben vor.', 'Not examined: nothing is known of it.')}</p>`;
  return section(
    'reach',
    t('Wer kommt im Netz an welchen Datenbestand heran?', 'Who can get to which dataset over the network?'),
    reach.length === 0
      ? none
      : `<p>${t('Was mehrere Wege gemeinsam haben, steht einmal über ihnen. Wo eine Adresse keinen Stack nennt, ist es der des Servers.', 'What several ways have in common stands above them once. Where an address names no stack, it is the server’s.')}</p>`,
    ...reach.map(
      ({ dataset, servers }) =>
        `<div id="${anchor('reach', dataset)}">${groupedTable({
          caption: `${t('Erreichbarkeit von', 'Ways to')} ${plain(dataset)}`,
          head: [t('wer', 'who'), t('TCP-Port und was ihn öffnet', 'TCP port, and what opens it')],
          groups: servers.flatMap(groupsOf),
        })}</div>`,
    ),
  );
}

/** The ways to one server, by the steps that they have in common after the first. */
function groupsOf({ site, server, ways, complete }: Server) {
  const stack = server.slice(0, server.indexOf(':') + 1);
  const short = (name: string) => (stack !== '' && name.startsWith(stack) ? name.slice(stack.length) : name);
  const step = (name: string) => code(short(name));
  const open = complete ? '' : ` <b>? ${t('Weitere Wege sind möglich', 'There may be more ways')}</b>`;
  const name = `${code(server)} (${plain(site)})`;
  if (ways.length === 0)
    return [{ heading: `${name}: ${complete ? t('niemand', 'nobody') : ''}${open}`, rows: [] }];
  const groups = groupBy(ways, ({ path }) => JSON.stringify(path.slice(1)));
  return groups.map((group, at) => {
    const through = (group[0]?.path.slice(1) ?? []).filter((one) => one !== server).map(step);
    const by = through.length === 0 ? '' : `, ${t('über', 'by')} ${through.join(' → ')}`;
    const rows = groupBy(group, ({ from, certain }) => JSON.stringify([from, certain])).map((same) => [
      whoOf(same[0] as Way, short),
      same
        .map(({ ports, path: [first] }) => opened(ports, first === undefined ? '' : step(first)))
        .join('<br>'),
    ]);
    return { heading: `${name}${by}${at === 0 ? open : ''}`, rows };
  });
}

function whoOf({ from, certain }: Way, short: (name: string) => string): string {
  return `${plain(short(from))}${certain ? '' : ` (${t('möglicherweise', 'possibly')})`}`;
}

function opened(ports: readonly string[], by: string): string {
  return `<b>${ports.map(plain).join(', ')}</b> ${by}`;
}

/** Keys by who holds them, which is said once. */
export function keysSection({ keys }: Contents): string {
  if (keys.length === 0) return '';
  const held = ({ dataset: _dataset, key: _key, ...rest }: Key) => JSON.stringify(rest);
  const groups = groupBy(keys, held).map((same) => ({
    heading: custody(same[0] as Key),
    rows: same.map(({ dataset, key }) => [code(dataset), code(key)]),
  }));
  return section(
    'keys',
    t('Schlüssel und wer über sie verfügt', 'Keys, and who holds them'),
    groupedTable({
      caption: t('Schlüssel je Kopie', 'Key of each copy'),
      head: [t('Datenbestand', 'dataset'), t('Kennung des Schlüssels', 'id of the key')],
      groups,
    }),
  );
}

function custody({ site, keyStore, country, operator, usedBy, destroyedBy, liveUntil }: Key): string {
  const facts = [
    [t('nutzen können', 'can be used by'), usedBy.map(plain).join(', ')],
    [t('vernichten können', 'can be destroyed by'), destroyedBy.map(plain).join(', ')],
    [t('zugesichert bis', 'guaranteed until'), plain(liveUntil)],
  ];
  const said = facts.map(([what, names]) => `<b>${what}</b>: ${names}`).join('; ');
  return `${plain(site)}: ${plain(keyStore)}, ${plain(country)}<br>${both(operator)}<br>${said}`;
}

/** What has the same key, in the order in which each key comes first. */
function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}
