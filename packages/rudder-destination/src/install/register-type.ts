import { DESTINATION_NAME } from '../dashboard/identity';

/**
 * The text of `features` with our type in its table of capabilities, or in the two lists that it has before 1.141.4: the
 * server asks there what the transformer can do. `undefined`: it has neither.
 */
export function registerType(features: string): string | undefined {
  return (
    addEntry(features, TABLE, `${DESTINATION_NAME}: { routerTransform: true, regulations: true },`) ??
    addToLists(features)
  );
}

function addToLists(features: string): string | undefined {
  const withRouter = addEntry(features, ROUTER_LIST, `${DESTINATION_NAME}: true,`);
  return withRouter && addEntry(withRouter, DELETION_LIST, `'${DESTINATION_NAME}',`);
}

/** Before the first entry, with its indentation. */
function addEntry(text: string, opening: RegExp, entry: string): string | undefined {
  return opening.test(text) ? text.replace(opening, `$1$2$3${entry}$2$3`) : undefined;
}

const TABLE = /^(const destinationCapabilities\b.*= \{)(\r?\n)([ \t]+)/m;
const ROUTER_LIST = /^([ \t]+routerTransform: \{)(\r?\n)([ \t]+)/m;
const DELETION_LIST = /^([ \t]+regulations: \[)(\r?\n)([ \t]+)/m;
