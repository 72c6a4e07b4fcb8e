/** `page` is for whoever is on duty, at night too; `ticket` for the next working day. Each has a receiver of its own. */
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
