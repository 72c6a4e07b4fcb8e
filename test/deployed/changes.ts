import type { Change } from './change';
import { changedObjects } from './changed-objects';
import { newObjects } from './new-objects';

/** In an order in which each can be made after the others. */
export const changes: readonly Change[] = [...newObjects, ...changedObjects];
