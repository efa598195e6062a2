// Chromium cannot be taught `app://`. The page therefore lives at https://<scheme>-<host>.invalid, a name that can never
// exist (RFC 2606), answered by the app's own handler; the app hears and says `app://<host>` throughout.

const schemes = new Set<string>();

/** From now on addresses of this scheme are mapped. */
export function mapScheme(scheme: string): void {
  schemes.add(scheme);
}

/** Whether a scheme is one of the app's own. */
export function isMapped(scheme: string): boolean {
  return schemes.has(scheme);
}

/** The address as Chromium knows it. */
export function toBrowser(address: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address) ?? [];
  return schemes.has(scheme) ? `https://${scheme}-${host}.invalid${rest === '' ? '/' : rest}` : address;
}

/** The address as the app knows it. */
export function toApp(address: string): string {
  for (const scheme of schemes) {
    const prefix = `https://${scheme}-`;
    const [, host, rest] = address.startsWith(prefix)
      ? (/^([^/?#]*)\.invalid(.*)$/s.exec(address.slice(prefix.length)) ?? [])
      : [];
    if (host !== undefined) return `${scheme}://${host}${rest ?? ''}`;
  }
  return address;
}

/** A header's text with the app's addresses as Chromium knows them: a policy may name them. */
export function headerToBrowser(text: string, pageOrigin: string): string {
  let translated = text;
  for (const scheme of schemes) {
    translated = translated
      .replace(new RegExp(`\\b${scheme}://[a-z0-9.-]+`, 'gi'), (origin) => toBrowser(origin).replace(/\/$/, ''))
      .replace(new RegExp(`(^|[\\s;,])${scheme}:(?=$|[\\s;,])`, 'gi'), `$1${pageOrigin}`);
  }
  return translated;
}
