import type { ProviderConfig, VariableDefaults } from './provider-config';
import type { Attributes, Resource } from './resource';
import type { Value } from './value';

/** What a source is; each can show some things and not others. */
export type SourceKind = 'synth' | 'plan' | 'state' | 'manifests';

/** One input, read: all that it shows. */
export interface Stack {
  readonly name: string;
  readonly source: SourceKind;
  readonly providers: readonly ProviderConfig[];
  /** By the variables' names; undefined where the source shows none. */
  readonly defaults?: VariableDefaults;
  /** Of a plan: the values that variables of the root module were given, by address (`var.x`). */
  readonly values?: ReadonlyMap<string, Value>;
  /** Only where the source shows it. */
  readonly backend?: { readonly type: string; readonly attributes: { readonly [key: string]: Value } };
  readonly resources: readonly Resource[];
  /**
   * Of a plan: what the last apply left, by address, of resources that its refresh found changed or gone. Elsewhere
   * what a resource was before the plan is what the last apply left.
   */
  readonly asLeft?: ReadonlyMap<string, Attributes>;
  /** Of a plan: actions that the apply invokes (Terraform 1.14), which are no resources. */
  readonly actions?: readonly { readonly address: string; readonly type: string }[];
  /** Of a plan: what it was made from, where that is at hand. It shows what no plan does: backend, lifecycle, user data. */
  readonly writtenAs?: Stack;
  /** It calls modules whose content the source does not show, so that nothing is surely missing from it. */
  readonly isPartial?: boolean;
}
