/** Over when the request is, or when whoever made it is locked out. */
export function untilEither(...ends: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(ends.filter((end) => end !== undefined));
}
