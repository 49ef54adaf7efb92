import * as own from '..';
import { networkHandlerTakeOver } from './network-handler';
import { transformTakeOver } from './transform';
import { workflowTakeOver } from './workflow';

/** Loaded by the files that the installer writes into a transformer. */
export const takeOverWorkflow = workflowTakeOver(own);
export const takeOverTransform = transformTakeOver(own);
export const takeOverNetworkHandler = networkHandlerTakeOver(own);
