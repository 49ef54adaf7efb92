import { NAME, patternOf, type Column, type FormField } from './form/form-field';

/** A field as the dashboard's form describes it. */
export function toUiField(field: FormField) {
  const { label, key, note } = field;
  const described = { label, configKey: key, note };
  switch (field.kind) {
    case 'text':
      return {
        type: 'textInput',
        ...described,
        regex: patternOf(field.text),
        regexErrorMessage: `Must be ${field.text.must}`,
        placeholder: field.placeholder,
        default: field.default,
        ...(field.secret === true ? { secret: true } : {}),
      };
    case 'choice':
      return { type: 'singleSelect', ...described, options: field.options, default: field.default };
    case 'flag':
      return { type: 'checkbox', ...described, default: field.default };
    case 'tags':
      return {
        type: 'tagInput',
        ...described,
        tagKey: field.tagKey,
        regex: patternOf(field.text),
        regexErrorMessage: `Must be ${field.text.must}`,
        placeholder: field.placeholder,
        default: field.default.map((text) => ({ [field.tagKey]: text })),
      };
    case 'rows':
      return {
        type: 'dynamicCustomForm',
        ...described,
        default: [],
        rowFields: field.columns.map(toRowField),
      };
    default:
      return field satisfies never;
  }
}

function toRowField(column: Column) {
  const described = { label: column.label, configKey: column.key, note: column.note };
  switch (column.kind) {
    case 'text':
      return {
        type: 'textInput',
        ...described,
        regex: patternOf(NAME),
        regexErrorMessage: `Must be ${NAME.must}`,
        placeholder: column.placeholder,
        default: '',
      };
    case 'choice':
      return {
        type: 'singleSelect',
        ...described,
        options: column.options,
        default: column.default,
      };
    default:
      return column satisfies never;
  }
}
