/** Ends of names that only the region itself resolves. Source: ICANN, resolution 2024.07.29.06, `.internal` is for private use. */
const privateName =
  /(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:svc(?:\.cluster\.local)?|internal)(?![\w-]|\.[a-z])/gi;
/** Host of a URL. */
const inUrl =
  /(?<![\w+.-])(?:https?|wss?|ldaps?|amqps?|postgres(?:ql)?|jdbc:postgresql|redis|smtps?):\/\/(?:[^\s/@"'<>]*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)/gi;

/** Hosts whose names are part of an identifier that nobody connects to: FHIR, terminologies, schemas. */
const identifiers =
  /(?:^|\.)(?:hl7\.org|hl7\.de|fhir\.de|loinc\.org|snomed\.info|unitsofmeasure\.org|dicom\.nema\.org|ihe\.net|w3\.org|json-schema\.org|gematik\.de|medizininformatik-initiative\.de)$/i;
const itself = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/i;

/** Names that only the region itself resolves, wherever a text has them. Each once, in lower case. */
export function regionHostsIn(text: string): readonly string[] {
  return distinct([...text.matchAll(privateName)].map(([name]) => name));
}

/** The same, and any other host of a URL. */
export function hostsIn(text: string): readonly string[] {
  return distinct([...regionHostsIn(text), ...[...text.matchAll(inUrl)].map(([, name = '']) => name)]);
}

function distinct(names: readonly string[]): readonly string[] {
  const found = new Set(names.map((name) => name.toLowerCase()));
  return [...found].filter((name) => !identifiers.test(name) && !itself.test(name));
}
