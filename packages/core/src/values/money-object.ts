import { ownValue, type JsonObject } from '../json-object';
import { namesNoCurrency } from './currency-value';
import { isEmpty } from './empty';

/** Whether the object is an amount with its currency: `{ amount: 1999, currency: 'EUR' }`. */
export function isMoneyObject(object: JsonObject): boolean {
  return !isEmpty(ownValue(object, 'amount')) && !namesNoCurrency(ownValue(object, 'currency'));
}
