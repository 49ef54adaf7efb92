/**
 * Grows by one whenever unchanged settings give another data event, identity, refusal code or note code for some call.
 * Every such change is a major version of the package: customers' audiences are built on what the mapper produces.
 */
export const MAPPING_VERSION = 2;
