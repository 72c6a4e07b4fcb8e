import { type Check, type Draft, type Entry, present } from '../draft';
import type { CredentialGrant, KeyCustody, Right, Site } from '../model';

type Holder = 'destroyedBy' | 'usedBy';

/** The right that each list of the custody is about; owners of the account have it by nature. */
const rightOf: Readonly<Record<Holder, Right>> = { destroyedBy: 'destroy-keys', usedBy: 'use-keys' };

function has(credential: Draft<CredentialGrant>, ...rights: readonly Right[]): boolean {
  return rights.some((right) => credential.rights?.includes(right));
}

/** The names in one list of the custody, each with its path. */
function holders(
  { where, draft }: Entry<Site>,
  list: Holder,
): { readonly where: string; readonly name: string }[] {
  return present(draft.keyCustody?.[list]).map(({ index, item }) => ({
    where: `${where}.keyCustody.${list}[${index}]`,
    name: item,
  }));
}

function credentialNamed(site: Draft<Site>, name: string): Draft<CredentialGrant> | undefined {
  return present(site.credentials).find(({ item }) => item.name === name)?.item;
}

export const keyStoreIsFailureDomain: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const [store, domain] = [draft.keyCustody?.keyStore, draft.failureDomains?.keyStore];
    if (store === undefined || domain === undefined || store === domain) continue;
    const rule = `the key store is the one in failureDomains: "${domain}"`;
    report(`${where}.keyCustody.keyStore`, store, rule, 'write the same name at both places');
  }
};

export const credentialsListedOnce: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const names = (draft.credentials ?? []).map((credential) => credential?.name);
    names.forEach((name, index) => {
      if (name === undefined || names.indexOf(name) === index) return;
      report(
        `${where}.credentials[${index}].name`,
        name,
        'a credential is listed once per site',
        'join its rights',
      );
    });
  }
};

export const custodiansListed: Check = ({ sites }, report) => {
  for (const entry of sites) {
    if (entry.draft.credentials === undefined) continue;
    const listed = present(entry.draft.credentials).flatMap(({ item }) => item.name ?? []);
    for (const { where, name } of [...holders(entry, 'destroyedBy'), ...holders(entry, 'usedBy')]) {
      if (listed.includes(name)) continue;
      const rule = `a credential of this site: ${listed.join(', ')}`;
      report(where, name, rule, 'list the credential with its rights, or take the name out');
    }
  }
};

export const custodiansHaveTheRight: Check = ({ sites }, report) => {
  for (const entry of sites) {
    for (const list of ['destroyedBy', 'usedBy'] as const) {
      for (const { where, name } of holders(entry, list)) {
        const credential = credentialNamed(entry.draft, name);
        if (credential?.rights === undefined || has(credential, rightOf[list], 'account')) continue;
        // Giving it the right to destroy keys would only break the next rule.
        if (list === 'destroyedBy' && has(credential, 'deploy')) continue;
        const rule = `a credential with the right ${rightOf[list]} or account`;
        report(where, name, rule, `take the name out, or add "${rightOf[list]}" to its rights`);
      }
    }
  }
};

export const rightsOverKeysDisclosed: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    for (const list of ['destroyedBy', 'usedBy'] as const) {
      const named: Draft<KeyCustody>[Holder] = draft.keyCustody?.[list];
      for (const { index, item } of present(draft.credentials)) {
        if (named === undefined || item.name === undefined || named.includes(item.name)) continue;
        if (!has(item, rightOf[list], 'account')) continue;
        const rule = `who has the right ${rightOf[list]} or account is named in keyCustody.${list}`;
        report(`${where}.credentials[${index}].name`, item.name, rule, `add it to keyCustody.${list}`);
      }
    }
  }
};

/** The same name at two sites is the same credential, so the rights of all sites count together. */
export const deployersDestroyNoKeys: Check = ({ sites }, report) => {
  const deployers = new Map<string, string>();
  for (const { where, draft } of sites) {
    for (const { item } of present(draft.credentials)) {
      if (item.name !== undefined && has(item, 'deploy') && !deployers.has(item.name))
        deployers.set(item.name, where);
    }
  }
  const rule = (deploysAt: string | undefined) =>
    `who may deploy may not destroy keys; it may deploy at ${deploysAt}`;
  const fix = 'give the two rights to two credentials';
  for (const entry of sites) {
    for (const { index, item } of present(entry.draft.credentials)) {
      const at = deployers.get(item.name ?? '');
      if (at === undefined || has(item, 'account') || !has(item, 'destroy-keys')) continue;
      report(`${entry.where}.credentials[${index}]`, item.name, rule(at), fix);
    }
    for (const { where, name } of holders(entry, 'destroyedBy')) {
      const credential = credentialNamed(entry.draft, name);
      if (credential === undefined || !has(credential, 'deploy')) continue;
      if (has(credential, 'account', 'destroy-keys')) continue;
      report(where, name, rule(entry.where), fix);
    }
  }
};
