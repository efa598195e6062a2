/** The id of the filter's text box, for the key that goes there. */
export const FILTER_INPUT_ID = 'board-filter';
