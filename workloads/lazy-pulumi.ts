import { putOff } from '../terraform/put-off';

/** Imported before the Pulumi SDK, of whose loading this saves half. */

// npm's resolver, with which the SDK packs functions that run in the cloud; there are none here.
putOff('@npmcli/arborist', '@pulumi/pulumi', 'import');
// Programs that run the engine themselves.
putOff('@pulumi/pulumi/automation', '@pulumi/pulumi', 'import');
// Charts, and folders of other people's YAML.
for (const name of ['helm', 'kustomize', 'yaml']) putOff(`@pulumi/kubernetes/${name}`, '@pulumi/kubernetes');
