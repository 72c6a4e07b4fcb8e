import { names, type PackIndex } from './pack-index';

/** What is in the pack and how each statement is repeated, for somebody who has nothing but it. */
export function readMeOf({ asOf, rules, attested, inputs }: PackIndex): string {
  const policies = attested.map(({ policy, why }) => `  ${policy} (${why})`);
  return `Evidence of what was judged, as of ${asOf}.
Secrets were removed from everything here. ${names.index} names the hash of each file as it was judged and as it is here.

${names.page}               the report, to be read in a browser; it needs no network
${names.report}               the report; ${names.sarif} the same as SARIF 2.1.0
${names.contents}             everything that the page says
${names.plan}      what was to be examined, OSCAL 1.1.3
${names.results}   what was found, OSCAL 1.1.3
inputs/                   ${inputs.length} judged, without secrets
${names.estate}               what the estate declares, with its assumptions
${names.exceptions}           exceptions of the run; approvals/, observations/ and drills/ where there are any
${names.versions}             everything that had a part in it

1. Nothing is missing, added or changed:
     sha256sum -c ${names.manifest}
2. Who vouches for it, if it is signed (${names.signature}); ALLOWED is a file of those you trust, see ssh-keygen(1):
     ssh-keygen -Y verify -f ALLOWED -I WHO -n estate-audit -s ${names.signature} < ${names.manifest}
3. Since when, if it has timestamps by RFC 3161. If it is signed, the signature is stamped:
     openssl ts -query -data ${names.signature} -sha256 -cert -out request.tsq
   which is sent to a time-stamping authority; its answer is kept as ${names.signatureTimestamp}. It is checked with
     openssl ts -verify -data ${names.signature} -in ${names.signatureTimestamp} -CAfile AUTHORITY.pem
   The manifest is stamped in the same way, with ${names.manifest} in place of ${names.signature}; the answer is kept as
   ${names.timestamp}. The time is read from the token, since nobody signs what an answer has around it:
     openssl ts -reply -in ${names.signatureTimestamp} -token_out -out token
     openssl ts -reply -token_in -in token -text
   The key of whoever signed may have ended since: then the time of ${names.signatureTimestamp} counts, as
   -Overify-time=YYYYMMDDHHMMSSZ for ssh-keygen. That of ${names.timestamp} does not: it says since when the manifest
   existed, and not when it was signed. The certificate of an authority may have ended as well: then the time of its
   token counts, as -attime SECONDS for openssl.
4. The report follows from the inputs: with this project at the commit that ${names.versions} names
   (hash of the rules ${rules.slice(0, 16)}…),
     npx estate audit check . --allowed-signers ALLOWED

Attested, and not repeatable from what is here:
${policies.length > 0 ? policies.join('\n') : '  nothing'}
`;
}
