/** `page`: somebody is called at night. `ticket`: somebody looks at it on the next working day. */
export type Severity = 'page' | 'ticket';

/** One alerting rule. Source: prometheus.io, "Alerting rules". */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: Severity };
  readonly annotations: { readonly summary: string };
}

export function alert(name: string, expr: string, lasts: string, severity: Severity, summary: string): Alert {
  return { alert: name, expr, for: lasts, labels: { severity }, annotations: { summary } };
}
