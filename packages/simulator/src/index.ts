export { type ContactRole, type StoredContact } from './contacts/contact';
export { type ContactSeed } from './contacts/contact-seed';
export { type StoredEvent } from './events/stored-event';
export {
  type CompetitorFault,
  type DropFault,
  type Fault,
  type FaultMatch,
  type FaultTrigger,
  type LatencyFault,
  type SlowBodyFault,
  type StatusFault,
} from './faults/fault';
export { InputError } from './input-error';
export { type Permission } from './permissions';
export { startSimulator, type Simulator, type SimulatorOptions } from './simulator';
export { type SimulatorStatistics } from './statistics';
export { simulatorSwitches, type SimulatorSwitches } from './switches';
export { type Region } from './workspace';
