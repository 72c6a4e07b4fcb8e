import { registryName } from '../../estate/nodes';
import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { imagePaths, imageTypes, registryOfImage } from '../../judge/facts/images';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

function judgeImage(object: Resource, path: string, site: string): Finding {
  const image = object.get(path);
  const evidence = seen(object, path);
  if (image instanceof Unknown) return undecided('which image it runs is not known yet', evidence);
  if (image === null) return undecided('which image it runs is left to its operator', evidence);
  const registry = registryOfImage(String(image));
  return registry === registryName({ name: site })
    ? pass
    : fail(`its image comes from ${registry}, which is not the registry of ${site}`, evidence);
}

export default definePolicy({
  title: 'A site pulls its images from its own registry',
  severity: 'high',
  why: 'A pod that moves to another node pulls its image anew. With both clouds lost, or the Internet, the clinic starts what its own registry holds, and nothing else; and what is in it has been reviewed.',
  avoid: '`image: docker.io/library/postgres`, or the registry of another site',
  prefer: '`imageOf(site, name)` of `workloads/images.ts`',
  remediation: 'Mirror the image into the site’s registry, and name it there.',
  controls: ['BSIG § 30(2) no. 3', 'BSIG § 30(2) no. 4', 'C5:2020 BCM-03'],
  observableIn: ['manifests'],
  needs: 'estate',
  resources: imageTypes,
  examine(object, { siteOfStack }) {
    const site = siteOfStack(object.stack)?.name;
    const paths = imagePaths(object);
    if (site === undefined)
      return undecided('no label says at which site it runs', seen(object, 'metadata.labels'));
    if (paths === undefined) return undecided('which images it runs is not known yet', seen(object, 'spec'));
    return worstOf(paths.map((path) => judgeImage(object, path, site)));
  },
  examples: {
    site: 'clinic',
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: own, labels: { estate.lausitz/site: clinic } }
spec: { containers: [{ name: a, image: "registry.clinic.lausitz.internal/docker.io/library/redis:7" }] }
---
apiVersion: v1
kind: Pod
metadata: { name: of-docker }
spec: { containers: [{ name: a, image: redis }] }
---
apiVersion: v1
kind: Pod
metadata: { name: of-another-site }
spec:
  containers: [{ name: a, image: "registry.clinic.lausitz.internal/a" }]
  volumes: [{ name: model, image: { reference: "registry.primary.lausitz.internal/model" } }]
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: as-the-operator-likes }
spec: { instances: 1 }
`,
    pass: ['Pod/own'],
    fail: ['Pod/of-docker', 'Pod/of-another-site'],
    undecided: ['Cluster.postgresql.cnpg.io/as-the-operator-likes'],
    changes: [
      {
        name: 'an image of another site',
        stack: 'primary-workloads',
        set: {
          'Deployment.apps/identity-fhir-server/fhir-server': {
            'spec.template.spec.containers.0.image': 'registry.clinic.lausitz.internal/a',
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Deployment.apps/identity-fhir-server/fhir-server'],
        says: 'not the registry of primary',
      },
    ],
  },
});
