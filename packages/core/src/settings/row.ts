/** What a setting may be. One row describes it for every face: the type, the guard, the JSON Schema and the hosts' forms. */
export type SettingRow =
  | ChoiceRow
  | FlagRow
  | WholeNumberRow
  | CurrencyRow
  | TimeZoneRow
  | NamesRow
  | ChoicesRow
  | NameMapRow
  | ChoiceMapRow
  | EventRulesRow;

interface Described {
  /** A few words for a form. */
  readonly label: string;
  /** A sentence or two: what it does, and when to change it. */
  readonly note: string;
}

/** One of the options. */
export interface ChoiceRow extends Described {
  readonly kind: 'choice';
  readonly options: readonly string[];
  readonly default: string;
}

export interface FlagRow extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface WholeNumberRow extends Described {
  readonly kind: 'whole_number';
  readonly least: number;
  readonly most: number;
  readonly default: number;
}

/** An ISO 4217 code, in any case. */
export interface CurrencyRow extends Described {
  readonly kind: 'currency';
  readonly default: string;
}

/** A name of the IANA's list of time zones. */
export interface TimeZoneRow extends Described {
  readonly kind: 'time_zone';
  readonly default: string;
}

/** A list of names, none of them blank. */
export interface NamesRow extends Described {
  readonly kind: 'names';
  readonly default: readonly string[];
}

/** Some of the options, each at most once, in an order that counts. */
export interface ChoicesRow extends Described {
  readonly kind: 'choices';
  readonly options: readonly string[];
  /** Entries that the list must have at least. */
  readonly least: number;
  readonly default: readonly string[];
}

/** Names with a name each, such as `{ from: to }`; none of them blank. */
export interface NameMapRow extends Described {
  readonly kind: 'name_map';
  readonly default: Readonly<Record<string, string>>;
}

/** Names with one of the options each. */
export interface ChoiceMapRow extends Described {
  readonly kind: 'choice_map';
  readonly options: readonly string[];
  readonly default: Readonly<Record<string, string>>;
}

/** Which events are sent, under what name and with what metadata settings. */
export interface EventRulesRow extends Described {
  readonly kind: 'event_rules';
  readonly default: { readonly unlisted: 'send'; readonly rules: readonly [] };
}

/** The type of a setting's value, from its row. `Rules` is the type of event rules. */
export type SettingValue<Row extends SettingRow, Rules> = Row extends ChoiceRow
  ? Row['options'][number]
  : Row extends FlagRow
    ? boolean
    : Row extends WholeNumberRow
      ? number
      : Row extends CurrencyRow | TimeZoneRow
        ? string
        : Row extends NamesRow
          ? readonly string[]
          : Row extends ChoicesRow
            ? readonly Row['options'][number][]
            : Row extends NameMapRow
              ? Readonly<Record<string, string>>
              : Row extends ChoiceMapRow
                ? Readonly<Record<string, Row['options'][number]>>
                : Rules;
