/** The id of the search box, for the key that goes there. */
export const SEARCH_INPUT_ID = 'search';
