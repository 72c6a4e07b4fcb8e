import { backupComponents } from '../../contracts/backups';

const hour = 3600;

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: 'page' | 'ticket' };
  readonly annotations: { readonly summary: string };
}

function alert(
  name: string,
  expr: string,
  lasts: string,
  severity: 'page' | 'ticket',
  summary: string,
): Alert {
  return { alert: name, expr, for: lasts, labels: { severity }, annotations: { summary } };
}

/** What somebody has to know, from the proxies' own numbers. Source of the names: envoyproxy.io, "Statistics". */
export const alertRules = {
  groups: [
    {
      name: 'paths between workloads',
      rules: [
        alert('WorkloadSilent', 'up == 0', '2m', 'page', '{{ $labels.workload }} answers nobody'),
        alert(
          'PathDown',
          'envoy_cluster_membership_total > 0 and envoy_cluster_membership_healthy == 0',
          '2m',
          'page',
          '{{ $labels.workload }} reaches no pod of {{ $labels.envoy_cluster_name }}',
        ),
        alert(
          'RequestsFail',
          'sum by (workload) (rate(envoy_http_downstream_rq_xx{envoy_response_code_class="5"}[5m])) > 0.05 * sum by (workload) (rate(envoy_http_downstream_rq_total[5m]))',
          '5m',
          'page',
          'more than one in twenty requests to {{ $labels.workload }} fails',
        ),
        alert(
          'UnprovenCallers',
          'sum by (workload) (rate(envoy_listener_ssl_fail_verify_san[5m]) + rate(envoy_listener_ssl_fail_verify_no_cert[5m])) > 0',
          '1m',
          'page',
          'somebody asks {{ $labels.workload }} without being one of its callers',
        ),
        alert(
          'CertificateEnds',
          'envoy_server_days_until_first_cert_expiring < 14',
          '1h',
          'ticket',
          'a certificate of {{ $labels.workload }} ends in less than two weeks, and was not renewed',
        ),
      ],
    },
    {
      name: 'backups',
      rules: [
        late('BackupLate', backupComponents.writer, 30 * hour, 'page', 'was not backed up for 30 hours'),
        late(
          'RestoreTestLate',
          backupComponents.restoreTest,
          8 * 24 * hour,
          'ticket',
          'was not brought back from its backup, and looked at, for more than a week',
        ),
      ],
    },
  ],
} as const;

/** A job that has not come to its end for so long, or never since it was made. Source: kube-state-metrics, "CronJob Metrics". */
function late(
  name: string,
  job: string,
  seconds: number,
  severity: Alert['labels']['severity'],
  what: string,
) {
  const last = `kube_cronjob_status_last_successful_time{cronjob="${job}"}`;
  const made = `kube_cronjob_created{cronjob="${job}"}`;
  return alert(
    name,
    `time() - (${last} or on (namespace, cronjob) ${made}) > ${seconds}`,
    '15m',
    severity,
    `what {{ $labels.namespace }} holds ${what}`,
  );
}
