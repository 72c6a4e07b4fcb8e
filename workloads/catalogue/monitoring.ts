import { jobMetrics } from '../components/job-metrics';
import { localUrl } from '../components/proxy';
import { addService } from '../components/service';
import { addSettings } from '../components/settings';
import type { Place, Workload } from '../model';
import { alertRules } from '../monitoring/alert-rules';
import { servicePort } from '../paths';

const ports = { metrics: 9090, alerts: 9093, jobs: 8081 };

/** Workloads whose proxies it asks for their numbers: those through which everything of a domain goes, and what all need. */
const watched = [
  'exchange',
  'identity-gateway',
  'mapping-gateway',
  'research-gateway',
  'identity-provider',
  'fhir-server',
  'patient-portal',
  'research-zone',
  'security-operations',
] as const;

/**
 * Numbers and alerts. It asks proxies alone: how many calls there were and failed, how long they took, when certificates
 * end; and the cluster's API when jobs by the clock, backups among them, last came to their end. No program that holds
 * patients' data is asked anything, so no number of it can hold any. Alerts wait in
 * Alertmanager; a way out of the region to whoever is on duty is not declared, so none is open.
 */
const workload: Workload = {
  name: 'monitoring',
  title: 'Numbers and alerts about every domain, without personal data',
  domain: 'operations',
  datasets: [],
  exposure: 'callers',
  calls: watched.map((to) => ({ to, port: servicePort, optional: true })),
  ports: [servicePort],
  deploy(place) {
    const metrics = addSettings(place, 'metrics', {
      'prometheus.yml': `${JSON.stringify(scraping(place), undefined, 1)}\n`,
      'alert-rules.yml': `${JSON.stringify(alertRules(place), undefined, 1)}\n`,
    });
    const alerts = addSettings(place, 'alerts', { 'alertmanager.yml': `${JSON.stringify(routing)}\n` });
    addService(place, {
      port: ports.metrics,
      containers: [
        {
          name: 'prometheus',
          image: 'metrics',
          args: [
            ...['--config.file=/etc/metrics/prometheus.yml', '--storage.tsdb.path=/prometheus'],
            ...['--storage.tsdb.retention.time=15d', '--storage.tsdb.retention.size=8GB'],
          ],
          ports: [ports.metrics],
          needs: { cpu: '200m', memory: '1Gi' },
          mounts: [
            { name: 'metrics', path: '/etc/metrics', from: { kind: 'settings', configMap: metrics } },
            { name: 'series', path: '/prometheus', from: { kind: 'scratch', size: '10Gi' } },
          ],
          check: { kind: 'http', path: '/-/ready', port: ports.metrics },
        },
        jobMetrics(place, ports.jobs),
        {
          name: 'alertmanager',
          image: 'alertmanager',
          args: [
            ...['--config.file=/etc/alerts/alertmanager.yml', '--storage.path=/alertmanager'],
            // Both pods show every alert; nothing has to be agreed on between them.
            '--cluster.listen-address=',
          ],
          ports: [ports.alerts],
          needs: { cpu: '50m', memory: '128Mi' },
          mounts: [
            { name: 'alerts', path: '/etc/alerts', from: { kind: 'settings', configMap: alerts } },
            { name: 'silences', path: '/alertmanager', from: { kind: 'scratch', size: '64Mi' } },
          ],
          check: { kind: 'http', path: '/-/ready', port: ports.alerts },
        },
      ],
    });
  },
};

/** JSON, which is YAML too. */
function scraping({ workload }: Place): object {
  return {
    global: { scrape_interval: '30s', evaluation_interval: '30s' },
    rule_files: ['/etc/metrics/alert-rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${ports.alerts}`] }] }] },
    scrape_configs: [
      ...workload.calls.map(({ to }) => ({
        job_name: to,
        metrics_path: '/stats/prometheus',
        static_configs: [{ targets: [new URL(localUrl(workload, to)).host], labels: { workload: to } }],
      })),
      {
        job_name: 'jobs',
        // Numbers of jobs say themselves of which namespace they are.
        honor_labels: true,
        static_configs: [{ targets: [`127.0.0.1:${ports.jobs}`], labels: { workload: 'job-metrics' } }],
      },
    ],
  };
}

const routing = {
  route: {
    receiver: 'on-duty',
    group_by: ['alertname', 'workload', 'namespace'],
    group_wait: '30s',
    repeat_interval: '4h',
    routes: [{ matchers: ['severity="ticket"'], receiver: 'tickets', repeat_interval: '24h' }],
  },
  receivers: [{ name: 'on-duty' }, { name: 'tickets' }],
};

export default workload;
