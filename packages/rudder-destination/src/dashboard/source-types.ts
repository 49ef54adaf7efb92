/** The kinds of source that RudderStack knows. Source: rudder-integrations-config 1.148, db-config-schema.json. */
export const SOURCE_TYPES = [
  'android',
  'androidKotlin',
  'ios',
  'iosSwift',
  'web',
  'unity',
  'amp',
  'cloud',
  'warehouse',
  'reactnative',
  'flutter',
  'cordova',
  'shopify',
] as const;

/** One value for every kind of source. */
export function forEachSource<T>(value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(SOURCE_TYPES.map((source) => [source, value]));
}
