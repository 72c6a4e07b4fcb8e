import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';

/** A plan and an observation of one site, as `record.ts` cuts them. */
export const recordedFile = join(projectRoot(), 'test', 'fixtures', 'drift', 'clinic.json');
