import { putOff } from '../terraform/put-off';

/** Imported before the Pulumi SDK, of whose loading this saves half. */

// What packs functions that run in the cloud, npm's resolver among it; there are none here.
putOff('@npmcli/arborist', '@pulumi/pulumi', 'names');
putOff('normalize-package-data', '@pulumi/pulumi', 'default');
// Versions of packages, of which one alone is loaded.
putOff('semver', '@pulumi/pulumi', 'names');
// Programs that run the engine themselves.
putOff('@pulumi/pulumi/automation', '@pulumi/pulumi', 'names');
// Charts, and folders of other people's YAML.
for (const name of ['helm', 'kustomize', 'yaml']) putOff(`@pulumi/kubernetes/${name}`, '@pulumi/kubernetes');
