import type { LostServer } from '../../contracts/drill';
import type { Episodes } from './result';

/** Servers that were taken away, and how many acknowledged rows went with each; a pure reading of what was measured. */
export function lostServers(
  { lossOfAsynchronousCopies = [], lossOfSynchronousCopy: synchronous, lossOfHome: home }: Episodes,
  missingInTheEnd: readonly { readonly site: string; readonly rows: number }[],
): readonly LostServer[] {
  // A copy whose rows nobody counted in the end has come back to nothing that anybody knows.
  const lacks = (site: string) => missingInTheEnd.find((each) => each.site === site)?.rows;
  const counted = (site: string, mode: LostServer['mode'], meanwhile: number): readonly LostServer[] => {
    const rows = lacks(site);
    return rows === undefined ? [] : [{ site, mode, missingRows: rows + meanwhile }];
  };
  return [
    ...(home === undefined ? [] : counted(home.lost, 'home', home.missingAtSuccessor)),
    ...(synchronous === undefined
      ? []
      : counted(synchronous.site, 'synchronous', synchronous.acknowledgedWhileWaiting)),
    ...lossOfAsynchronousCopies.flatMap(({ site }) => counted(site, 'asynchronous', 0)),
  ];
}
