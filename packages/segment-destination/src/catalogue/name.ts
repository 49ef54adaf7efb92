export const NAME = 'Intercom Events';
