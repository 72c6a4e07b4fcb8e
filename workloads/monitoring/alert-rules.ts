import type { Place } from '../model';
import { alert } from './alert';
import { backupAlerts } from './backup-alerts';

/** What somebody at a site has to know. */
export function alertRules(place: Place): object {
  const backups = { name: 'backups', rules: backupAlerts(place) };
  return { groups: backups.rules.length > 0 ? [paths, backups] : [paths] };
}

/** From the proxies' own numbers. Source of the names: envoyproxy.io, "Statistics". */
const paths = {
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
};
