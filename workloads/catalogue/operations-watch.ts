import { nodeWatch } from '../components/node-watch';

export default nodeWatch('operations');
