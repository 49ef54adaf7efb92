import type { RudderDestination, TransformInput } from '@intercom-destination/rudder-destination';

/** A destination as production hands it over: shared between events and frozen in its depth. */
export function frozenDestination(
  Config: Readonly<Record<string, unknown>> = { apiKey: 'token', apiServer: 'standard' },
  ID = 'destination-1',
): RudderDestination {
  return freeze({
    ID,
    Name: 'Our Intercom',
    DestinationDefinition: {
      ID: 'def-1',
      Name: 'INTERCOM_EVENTS',
      DisplayName: 'Intercom Events',
      Config: {},
    },
    Config: structuredClone(Config),
    Enabled: true,
    WorkspaceID: 'workspace-1',
  });
}

/** An event with the metadata that the server keeps beside one. */
export function rudderInput(message: unknown, jobId: number, destination: RudderDestination): TransformInput {
  return {
    message,
    metadata: {
      jobId,
      userId: 'u',
      sourceId: 'source-1',
      destinationId: destination.ID,
      workspaceId: 'workspace-1',
      attemptNum: 0,
      receivedAt: '2026-01-01T00:00:00.000Z',
    },
    destination,
  } as TransformInput;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
