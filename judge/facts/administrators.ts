/** Keystone's administrator is one of the whole cloud wherever the role is held; clouds name theirs alike. */
const administrator = /(?:^|[_\s-])admin(?:istrator)?s?$/i;

/** Whether a role of that name is an administrator's. */
export function isAdministrator(role: string): boolean {
  return administrator.test(role);
}
