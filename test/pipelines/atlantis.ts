/** JSON Schemas of the two files of Atlantis, by the keys that its parser knows: an unknown one stops it. */

const text = { type: 'string' };
const truth = { type: 'boolean' };
const texts = { type: 'array', items: text };

function only(properties: Readonly<Record<string, object>>, required: readonly string[] = []): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

const requirements = {
  type: 'array',
  items: { enum: ['approved', 'mergeable', 'undiverged', 'policies_passed'] },
};
/** Where one is overridden; ours run commands alone. */
const stage = only({ steps: { type: 'array', minItems: 1, items: only({ run: text }, ['run']) } }, ['steps']);
const workflow = only({ plan: stage, policy_check: stage, apply: stage, import: stage, state_rm: stage });
const owners = only({ users: texts, teams: texts });

export const repoSchema = only(
  {
    version: { const: 3 },
    parallel_plan: truth,
    parallel_apply: truth,
    automerge: truth,
    projects: {
      type: 'array',
      minItems: 1,
      items: only(
        {
          name: text,
          branch: text,
          dir: text,
          workspace: text,
          workflow: text,
          autoplan: only({ enabled: truth, when_modified: texts }),
          plan_requirements: requirements,
          apply_requirements: requirements,
          depends_on: texts,
        },
        ['dir'],
      ),
    },
  },
  ['version', 'projects'],
);

export const serverSchema = only(
  {
    repos: {
      type: 'array',
      items: only(
        {
          id: text,
          branch: { type: 'string', pattern: '^/.*/$' },
          workflow: text,
          policy_check: truth,
          custom_policy_check: truth,
          plan_requirements: requirements,
          apply_requirements: requirements,
          allowed_overrides: texts,
          allowed_workflows: texts,
          allow_custom_workflows: truth,
        },
        ['id'],
      ),
    },
    workflows: { type: 'object', additionalProperties: workflow },
    policies: only({
      owners,
      policy_sets: {
        type: 'array',
        items: only({ name: text, path: text, source: { enum: ['local', 'github'] }, owners }, [
          'name',
          'path',
          'source',
        ]),
      },
    }),
  },
  ['repos', 'workflows'],
);
