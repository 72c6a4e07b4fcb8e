import { libraryRooms } from './library-rooms';
import { programRooms } from './program-rooms';
import type { Room } from './room';

/** What each room may import, and why. Whatever is not in this table is forbidden. */
export const importTable: readonly Room[] = [...libraryRooms, ...programRooms];
