/** The destination type of its own, as RudderStack's server names it. */
export const DESTINATION_NAME = 'INTERCOM_EVENTS';

/** As the dashboard shows it, and under which a call's `integrations` name it. */
export const DISPLAY_NAME = 'Intercom Events';

/** The folder's name in RudderStack's repositories. */
export const FOLDER_NAME = DESTINATION_NAME.toLowerCase();
