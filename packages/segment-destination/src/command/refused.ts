/** Why the command does nothing more, as a sentence for a person. */
export class Refused extends Error {}
