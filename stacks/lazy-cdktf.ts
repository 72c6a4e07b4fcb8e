import { putOff } from '../terraform/put-off';

/** Imported before cdktf, of whose loading this saves half. */

// Assets in folders, of which there are none here.
putOff('archiver', 'cdktf');
// Validations of the versions of other programs.
putOff('semver', 'cdktf');
