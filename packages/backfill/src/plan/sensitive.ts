/** Why a property looks like personal data or a secret. */
export type Sensitivity = 'personal_name' | 'personal_value' | 'secret_name' | 'secret_value';

const PERSONAL_NAME =
  /(?:^|_)(?:e_?mail|phone|mobile|tel|fax|(?:first|last|full|middle|given|family|maiden|nick)_?name|surname|user_?name|street|zip|postcode|postal_code|birth_?day|birth_?date|date_of_birth|dob|ip|ip_address|ssn|passport|iban|tax_id|gender|latitude|longitude)(?:$|_)/;
/** `name` alone is mostly that of a thing; behind a word for a person it is theirs. */
const PERSON_AND_NAME =
  /(?:^|_)(?:account_?holder|attendee|author|billing|buyer|card_?holder|child|client|colleague|contact|customer|driver|employee|friend|guest|host|invitee|lead|manager|member|owner|parent|passenger|patient|person|pupil|recipient|rep|representative|respondent|sender|shipping|signer|student|subscriber|teacher|tenant|user|visitor)_?name(?:$|_)/;
const SECRET_NAME =
  /(?:^|_)(?:password|passwd|pwd|secret|token|api_key|apikey|private_key|credential|credentials|authorization|cookie|session_id|cvc|cvv|card_number|pin)(?:$|_)/;

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s.]+$/;
const SECRET_VALUE =
  /^(?:Bearer |Basic |eyJ[\w-]+\.[\w-]+\.|(?:sk|rk|pk)_(?:live|test)_|gh[pousr]_|xox[abpr]-|AKIA[0-9A-Z]{16}$|-----BEGIN )/;

/** What a key's name says, in snake case and lower case. */
export function judgeName(snakeName: string): Sensitivity | undefined {
  if (SECRET_NAME.test(snakeName)) return 'secret_name';
  return PERSONAL_NAME.test(snakeName) || PERSON_AND_NAME.test(snakeName) ? 'personal_name' : undefined;
}

const FIRST_OF_SECRETS = new Set('BesrpgxA-');

/** What a text says by itself. */
export function judgeText(text: string): Sensitivity | undefined {
  if (text.length < 6 || text.length > 4096) return undefined;
  if (text.includes('@') && EMAIL.test(text.trim())) return 'personal_value';
  const first = text.charAt(0);
  if (FIRST_OF_SECRETS.has(first) && SECRET_VALUE.test(text)) return 'secret_value';
  return first >= '0' && first <= '9' && isCardNumber(text) ? 'secret_value' : undefined;
}

/** Thirteen to nineteen digits whose last one checks the others (Luhn), parted by blanks or hyphens as on a card. */
function isCardNumber(text: string): boolean {
  if (!/^\d{4}[ -]\d{4,6}[ -]\d{4,5}(?:[ -]\d{1,7})?$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.at(-1 - at));
    const weighed = at % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return digits.length >= 13 && sum % 10 === 0;
}
