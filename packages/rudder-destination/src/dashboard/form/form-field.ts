/** One field of the form, from which come RudderStack's dashboard form, its schema and what is read of `Config`. */
export type FormField = TextField | ChoiceField | FlagField | TagsField | RowsField;

interface Described {
  /** The key in `Config`, or in a row. */
  readonly key: string;
  readonly label: string;
  readonly note: string;
}

/** One line of text. */
export interface TextField extends Described {
  readonly kind: 'text';
  readonly text: TextRule;
  readonly default: string;
  readonly placeholder: string;
  /** Shown neither in the form nor in an error. */
  readonly secret?: true;
  /** Shown in the form and in no error, as it may hold a password. */
  readonly unquoted?: true;
}

export interface ChoiceField extends Described {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly default: string;
}

export interface FlagField extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

/** A list of texts, each in an object of its own under `tagKey`. */
export interface TagsField extends Described {
  readonly kind: 'tags';
  readonly tagKey: string;
  readonly text: TextRule;
  readonly default: readonly string[];
  readonly placeholder: string;
}

/** A list of objects with the same few columns. */
export interface RowsField extends Described {
  readonly kind: 'rows';
  readonly columns: readonly Column[];
}

export type Column = TextColumn | ChoiceColumn;

/** A name; blank until something is written into it. */
export interface TextColumn extends Described {
  readonly kind: 'text';
  readonly placeholder: string;
}

export type ChoiceColumn = ChoiceField;

export interface Option {
  readonly label: string;
  readonly value: string;
}

/** An option that is shown by its value. */
export function asOption(value: string): Option {
  return { label: value, value };
}

/** What a text may be. */
export interface TextRule {
  /** A regular expression's source, from `^` to `$`, without what stands for a value that comes later. */
  readonly pattern: string;
  /** Completes "… must be". */
  readonly must: string;
  /** Whether it may say anything, so that what looks like a placeholder may be meant as it stands. */
  readonly free: boolean;
  /** A number says the same: what RudderStack puts in a placeholder's place may be one. */
  readonly numeric?: true;
}

/** Names of events and properties. */
export const NAME: TextRule = {
  pattern: '^(.{0,255})$',
  must: 'one line of at most 255 characters',
  free: true,
};

/** Which of them there are, core knows. */
export const TIME_ZONE: TextRule = {
  pattern: '^([A-Za-z][A-Za-z0-9_+/-]*)?$',
  must: 'a time zone of the IANA, such as Europe/Berlin',
  free: false,
};

/** `{{ path || default }}` and `env.NAME`: RudderStack puts the value in their place before it calls a destination. */
const PLACEHOLDER = '(^\\{\\{.*\\|\\|(.*)\\}\\}$)|(^env[.].+)';

/** What the form and the schema accept as this text. */
export function patternOf({ pattern }: TextRule): string {
  return `${PLACEHOLDER}|${pattern}`;
}

// RudderStack's own pattern; whoever reads a setting bounds its length first.
// eslint-disable-next-line regexp/no-super-linear-backtracking
const placeholder = new RegExp(PLACEHOLDER, 'u');

/** Whether this is still what stands for a value, and not the value. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}
