/** The one answer that AutoX3 takes as received [doc]; anything else makes it send the message again. */
export const ACCEPTED_REPLY = '{"data":null,"errorInfo":"","status":0}';

/** The body of a refusal in AutoX3's form. Throws on status 0, which would acknowledge a message that is not stored. */
export function rejection(status: number, errorInfo: string): string {
  if (status === 0 || !Number.isSafeInteger(status))
    throw new RangeError(`a rejection cannot have the status ${status}`);
  return JSON.stringify({ data: null, errorInfo, status });
}
