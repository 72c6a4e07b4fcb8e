/** A value, not a name for one: no variable of a shell or template, no locked account, nothing left out. */
const literal = /["']?(?!\$[\w({]*[A-Za-z_({]|\{\{|<|[!*]+["'\s]|["'\s])(?=[^\s"',}])/.source;
const cryptOrLiteral = `["']?(?:(?=\\$(?:1|2[abxy]|5|6|7|y|gy)\\$)|${literal})`;

/** Ways in which the user data of a server can give it a password, each with its name for a message. */
const forms: readonly (readonly [name: string, form: RegExp])[] = [
  [
    'a password of cloud-init',
    new RegExp(
      `(?<![\\w-])(?:password|passwd|plain_text_passwd|hashed_passwd)["']?[ \\t]*:[ \\t]*${cryptOrLiteral}`,
    ),
  ],
  ['`chpasswd`', /(?<![\w-])chpasswd\b(?!["'\s]*:)/],
  ['a list of `chpasswd`', /(?<![\w-])chpasswd["']?\s*:[^\0]{0,400}?\blist["']?\s*:\s*\S/],
  ['`passwd --stdin`', /(?<![\w-])passwd\s[^\n]{0,200}--stdin\b/],
  [
    '`useradd` or `usermod` with a password',
    /(?<![\w-])user(?:add|mod)\s[^\n]{0,200}\s(?:-p|--password)[\s=]/,
  ],
  [
    'login by password over SSH',
    // Also as a program writes it; not in a comment, nor where a substitution has it for what it takes away.
    /ssh_pwauth["']?\s*:\s*["']?(?:true|yes|on|1)\b|^(?![ \t]*#)[^\n]{0,1000}?(?<!\w)PasswordAuthentication(?:\\?[ \t]|\\[st][*+]?)+yes\b(?![^\n]{0,20}?PasswordAuthentication(?:\\?[ \t])+no\b)/im,
  ],
];

/** The names of the forms of a password in a text; never the text itself. */
export function passwordForms(text: string): string[] {
  return forms.filter(([, form]) => form.test(text)).map(([name]) => name);
}
