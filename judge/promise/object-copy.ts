import type { Dataset } from '../../estate/model';
import { type ObjectPlace, objectPlaces } from '../../estate/objects';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { containerType } from '../facts/keys';
import { syncPath, syncTargetOf, versionsOf } from '../facts/object-synchronisation';
import { shareKey } from '../facts/shared-key';
import { type Facts, markOf } from '../finding';
import { mayBeMarked, staysAt } from './copy';
import { Trail } from './trail';

const keyPath = 'container_sync_key';

interface FoundContainer {
  readonly place: ObjectPlace;
  readonly container?: Resource;
  readonly trail: Trail;
}

/**
 * What is missing or not known of the containers of a dataset made of objects, by site: its own container, and every
 * step on the way that feeds it from the home. Empty where the dataset is in no containers. That objects arrive, and
 * when, no plan shows.
 */
export function objectCopies(dataset: Dataset, facts: Facts): ReadonlyMap<string, Trail> {
  const places = objectPlaces(dataset, facts.estate);
  const found = places.map((place, at) => findContainer(dataset, place, at === places.length - 1, facts));
  const way = new Trail();
  return new Map(
    found.map((here, at) => {
      const before = found[at - 1];
      if (before) {
        way.joins(before.trail);
        feeds(before, here, facts, way);
      }
      const trail = new Trail();
      trail.joins(way);
      trail.joins(here.trail);
      return [here.place.site.name, trail];
    }),
  );
}

function findContainer(dataset: Dataset, place: ObjectPlace, isLast: boolean, facts: Facts): FoundContainer {
  const trail = new Trail();
  const { site } = place;
  const here = facts.graph
    .ofType(containerType)
    .filter((container) => facts.siteOfStack(container.stack)?.name === site.name);
  const marked = here.filter((c) => markOf(c, 'dataset') === dataset.name && markOf(c, 'role') === 'data');
  const [container, ...more] = marked.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  if (!container) {
    const message = `no container of ${dataset.name} at ${site.name}`;
    const perhaps = here.find(
      (c) => mayBeMarked(c, 'dataset', dataset.name) && mayBeMarked(c, 'role', 'data'),
    );
    if (perhaps) trail.doubts(`${message}, unless it is one whose marks are not known yet`, perhaps);
    else trail.lacks(message);
    return { place, trail };
  }
  if (container.repeated || more.length > 0) {
    const names = marked.map(({ address }) => address).join(', ');
    trail.doubts(`which container at ${site.name} holds the objects is not known: ${names}`, container);
  }
  trail.expects(
    container,
    'metadata.estate-key',
    place.key,
    `for the key of ${dataset.name} at ${site.name}`,
  );
  staysAt(site, container, 'the container', facts, trail);
  if (isUnset(container.get(keyPath))) trail.lacks('without a key it takes and sends no objects', container);
  keepsVersions(container, isLast, trail);
  return { place, container, trail };
}

function keepsVersions(container: Resource, isLast: boolean, trail: Trail): void {
  const versions = versionsOf(container);
  const where = isLast ? 'by itself' : 'in a history';
  if (versions === 'open') trail.doubts('whether it keeps versions is not known', container);
  else if (versions === 'none') trail.lacks('it keeps nothing of what is overwritten or deleted', container);
  else if (versions !== where) {
    const why = isLast
      ? 'its versions lie in a container that whoever writes to it can delete from'
      : 'Swift passes nothing on from a container that keeps versions by itself';
    trail.lacks(why, container);
  }
  if (!isLast) return;
  const onwards = container.get(syncPath);
  if (isOpen(onwards)) trail.doubts('whether it passes objects on is not known', container);
  else if (!isUnset(onwards)) trail.lacks('it passes on what it is to be the last to keep', container);
}

/** One step: from a container at a site to the one at the next. */
function feeds({ container, place }: FoundContainer, next: FoundContainer, facts: Facts, way: Trail): void {
  if (!container) return;
  const step = `from ${place.site.name} to ${next.place.site.name}`;
  const target = syncTargetOf(container, facts.estate);
  if (target === undefined) way.lacks(`nothing passes objects on ${step}`, container);
  else if (target === 'open') way.doubts(`whether objects are passed on ${step} is not known`, container);
  else if ('elsewhere' in target || target.site.name !== next.place.site.name) {
    way.lacks(`objects are not passed on ${step}: ${syncPath} is ${container.show(syncPath)}`, container);
  } else if (next.container) {
    const name = next.container.get('name');
    if (isOpen(name)) way.doubts(`which container takes the objects ${step} is not known`, next.container);
    else if (name !== target.container) {
      const said = `they go to ${target.container}, and the container is ${next.container.show('name')}`;
      way.lacks(`objects are not passed on ${step}: ${said}`, container);
    }
    const shared = shareKey(container, next.container, keyPath);
    if (shared === 'no') way.lacks(`the containers ${step} have different keys`, container);
    else if (shared === 'maybe') {
      way.doubts(`whether the containers ${step} have the same key is not known`, container);
    }
  }
}
