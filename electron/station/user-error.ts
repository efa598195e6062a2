/** Something that the person who starts Forecourt can mend; the message is the one sentence that tells how. */
export class UserError extends Error {}
