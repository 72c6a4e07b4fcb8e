import { type CustomResourceOptions, mergeOptions, type Resource, runtime } from '@pulumi/pulumi';

/**
 * Has the engine make what others need before them: the admission policies before all else, so that nothing gets in that
 * they would refuse, and of each namespace first itself, then its network policies, then what runs in it. Objects say by
 * name alone what they belong to, which the engine does not see. Called once, before anything is registered.
 */
export function registerInOrder(): void {
  const made = new Made();
  runtime.registerStackTransformation(({ type, props, opts, resource }) => {
    if (!type.startsWith('kubernetes:')) return undefined;
    const { metadata = {} } = props as { metadata?: { name?: string; namespace?: string } };
    const dependsOn = made.before(type, metadata.namespace);
    made.add(type, metadata, resource);
    return { props, opts: mergeOptions(opts as CustomResourceOptions, { dependsOn: [...dependsOn] }) };
  });
}

/** What was registered up to now and has to be there before others, by what it is. */
export class Made {
  private readonly admission: Resource[] = [];
  private readonly namespaces = new Map<string, Resource>();
  private readonly network = new Map<string, Resource[]>();

  add(
    type: string,
    { name = '', namespace = '' }: { name?: string; namespace?: string },
    resource: Resource,
  ): void {
    if (isAdmission(type)) this.admission.push(resource);
    if (isNamespace(type)) this.namespaces.set(name, resource);
    if (isNetworkPolicy(type))
      this.network.set(namespace, [...(this.network.get(namespace) ?? []), resource]);
  }

  before(type: string, namespace?: string): readonly Resource[] {
    if (isAdmission(type)) return [];
    const own = namespace === undefined ? undefined : this.namespaces.get(namespace);
    const network = isNetworkPolicy(type) ? [] : (this.network.get(namespace ?? '') ?? []);
    return [...this.admission, ...(own ? [own] : []), ...network];
  }
}

function isAdmission(type: string): boolean {
  return type.includes('ValidatingAdmissionPolicy');
}

function isNamespace(type: string): boolean {
  return type.endsWith(':Namespace');
}

function isNetworkPolicy(type: string): boolean {
  return type.endsWith(':NetworkPolicy');
}
