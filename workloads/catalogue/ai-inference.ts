import { addService } from '../components/service';
import { requireTokens, verifiesTokens } from '../components/tokens';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const port = 8000;

/**
 * A language model for researchers, which runs where pseudonymised data is and sends nothing anywhere: the model comes
 * as an image, pinned by its digest and mounted read only, and the server learns nothing from what it is asked.
 */
const workload: Workload = {
  name: 'ai-inference',
  title: 'Language model for pseudonymised data',
  domain: 'research',
  datasets: [],
  exposure: 'callers',
  calls: [verifiesTokens],
  ports: [servicePort],
  deploy(place) {
    addService(place, {
      port,
      filters: [requireTokens(workload)],
      // One node of the domain is enough for it; the data's own server keeps the other.
      replicas: 1,
      containers: [
        {
          name: 'vllm',
          image: 'modelServer',
          args: [
            ...['--model', '/model/models', '--served-model-name', 'granite', '--port', String(port)],
            // What is asked holds data of patients, however pseudonymised: no line of it is written down.
            ...['--disable-log-requests', '--disable-uvicorn-access-log', '--max-model-len', '8192'],
          ],
          environment: {
            HF_HUB_OFFLINE: '1',
            TRANSFORMERS_OFFLINE: '1',
            VLLM_NO_USAGE_STATS: '1',
            DO_NOT_TRACK: '1',
            VLLM_CPU_KVCACHE_SPACE: '2',
            HOME: '/tmp',
          },
          ports: [port],
          needs: { cpu: '2', memory: '10Gi' },
          mounts: [
            { name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '4Gi' } },
            { name: 'model', path: '/model', from: { kind: 'image', image: 'languageModel' } },
          ],
          check: { kind: 'http', path: '/health', port },
        },
      ],
    });
  },
};

export default workload;
