/** A destination as RudderStack hands it over. */
export interface RudderDestination {
  readonly ID: string;
  readonly Config: Readonly<Record<string, unknown>>;
  readonly DestinationDefinition?: { readonly DisplayName?: string };
}

/** The secret of a connected account. */
export type RudderSecret = Readonly<Record<string, unknown>>;
