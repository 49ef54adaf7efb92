/** How the destination comes into the transformer; both may be wanted. */
export interface Way {
  /** Ids of destinations of type INTERCOM whose track calls are to be ours, sorted. */
  readonly takeOver: readonly string[];
  /** Whether there is to be a destination type of our own. */
  readonly ownType: boolean;
}

/** For a sentence. */
export function describeWay({ takeOver, ownType }: Way): string {
  return [
    ...(takeOver.length === 0
      ? []
      : [`track calls of the destinations ${takeOver.join(', ')} of type INTERCOM`]),
    ...(ownType ? ['the destination type INTERCOM_EVENTS'] : []),
  ].join(' and ');
}
