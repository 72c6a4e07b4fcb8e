interface Identity {
  /** How RBAC knows it: the common name of its certificate. */
  readonly user: string;
  readonly groups: readonly string[];
}

export const administrators = 'estate:administrators';
export const kubelets = 'estate:kubelets';

/** Who may ask the API server for anything. There is no token and no password, and nobody is anonymous. */
export const identities = {
  /** Before roles are bound: `system:masters` is what RBAC never asks. It is used by a start alone. */
  bootstrap: { user: 'estate:bootstrap', groups: ['system:masters'] },
  admin: { user: 'estate:admin', groups: [administrators] },
  'kube-controller-manager': { user: 'system:kube-controller-manager', groups: [] },
  'kube-scheduler': { user: 'system:kube-scheduler', groups: [] },
  kwok: { user: 'estate:kwok', groups: [kubelets] },
} as const satisfies Readonly<Record<string, Identity>>;
