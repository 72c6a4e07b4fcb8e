import { App, Fn, TerraformOutput, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { buildEstate } from '../../stacks/build-estate';
import { LeanStack } from '../../stacks/lean-stack';
import { realEstate } from './synthesize';

/** What cdktf itself makes of a stack. */
function thorough(stack: TerraformStack): unknown {
  TerraformStack.prototype.prepareStack.call(stack);
  return TerraformStack.prototype.toTerraform.call(stack);
}

test("a site's synthesis is what cdktf's own would be", () => {
  const stacks = buildEstate(new App({ stackTraces: false }), realEstate, { backend: { kind: 'local' } });
  expect(stacks).toHaveLength(realEstate.sites.length);
  for (const stack of stacks) expect(stack.toTerraform()).toEqual(thorough(stack));
});

test('tokens of every kind are left to cdktf', () => {
  class Lean extends LeanStack {}
  const stack = new Lean(new App({ stackTraces: false, context: { cdktfVersion: 'x' } }), 'lean');
  const variable = new TerraformVariable(stack, 'given', { type: 'any' });
  new TerraformOutput(stack, 'out', {
    value: {
      text: `a ${variable.stringValue} b`,
      function: Fn.substr(variable.stringValue, 0, 20),
      number: variable.numberValue,
      numberInText: `port ${variable.numberValue}`,
      list: variable.listValue,
      numbers: Token.asNumberList(variable.value),
      map: Token.asStringMap(variable.value),
      resolvable: variable.booleanValue,
      unset: undefined,
      plain: [1, 'two', { three: [] }],
    },
    dependsOn: [],
  });
  stack.addOverride('terraform.required_version', '>= 1.6.0');
  stack.prepareStack();
  expect(stack.toTerraform()).toEqual(thorough(stack));
});

test('a reference to another stack is refused, since its preparation is left out', () => {
  class Lean extends LeanStack {}
  const app = new App({ stackTraces: false });
  const other = new TerraformVariable(new Lean(app, 'other'), 'given', { type: 'string' });
  const stack = new Lean(app, 'lean');
  new TerraformOutput(stack, 'out', { value: other.stringValue });
  stack.prepareStack();
  expect(() => stack.toTerraform()).toThrow('stack lean refers to another stack');
});
