export { destination, destination as default, type Payload, type Settings } from '../dist/index.cjs';
