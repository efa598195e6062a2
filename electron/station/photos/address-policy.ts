import { BlockList, isIP } from 'node:net';

/**
 * Where an address leads: out to the `public` internet, to this PC or the shop's `own-network`, or to what `never` serves
 * a photo.
 */
export type AddressKind = 'public' | 'own-network' | 'never';

type Subnets = readonly (readonly [net: string, prefix: number])[];

// https://www.iana.org/assignments/iana-ipv4-special-registry, without what only reads 'globally reachable'.
const OWN_V4: Subnets = [
  ['10.0.0.0', 8],
  // Carrier-grade NAT, and overlay networks such as Tailscale's.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];
const NEVER_V4: Subnets = [
  ['0.0.0.0', 8],
  // The metadata service of one cloud, inside what is a shop's network elsewhere.
  ['100.100.100.200', 32],
  // Of another one, inside what is public.
  ['168.63.129.16', 32],
  // Link-local: with the metadata services of most clouds.
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
// Only what IANA gives out as global unicast is public; the registry of what is special inside it:
// https://www.iana.org/assignments/iana-ipv6-special-registry
const GLOBAL_V6: Subnets = [['2000::', 3]];
const OWN_V6: Subnets = [
  ['::1', 128],
  ['fc00::', 7],
];
const NEVER_V6: Subnets = [
  // Teredo, benchmarks, ORCHID and other protocols; regional registries begin at 2001:200::.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4: an IPv4 address in disguise.
  ['2002::', 16],
  ['3fff::', 20],
  // A cloud's metadata service.
  ['fd00:ec2::254', 128],
];

const list = (subnets: Subnets, family: 'ipv4' | 'ipv6'): BlockList => {
  const blocks = new BlockList();
  for (const [net, prefix] of subnets) blocks.addSubnet(net, prefix, family);
  return blocks;
};
const ownV4 = list(OWN_V4, 'ipv4');
const neverV4 = list(NEVER_V4, 'ipv4');
const ownV6 = list(OWN_V6, 'ipv6');
const neverV6 = list(NEVER_V6, 'ipv6');
const globalV6 = list(GLOBAL_V6, 'ipv6');

/** The kind of an address as DNS or a URL gives it; what is no address, or has a zone, is `never`. */
export function addressKind(address: string): AddressKind {
  const version = isIP(address);
  if (version === 4) return kindOfV4(address);
  if (version !== 6 || address.includes('%')) return 'never';
  const words = wordsOf(address);
  const embedded = embeddedV4(words);
  if (embedded !== null) return kindOfV4(embedded);
  if (neverV6.check(address, 'ipv6')) return 'never';
  if (ownV6.check(address, 'ipv6')) return 'own-network';
  return globalV6.check(address, 'ipv6') ? 'public' : 'never';
}

/** An address in the one spelling by which two can be compared: of one that leads to IPv4 by way of IPv6, that IPv4. */
export function plainAddress(address: string): string {
  if (isIP(address) !== 6 || address.includes('%')) return address;
  const words = wordsOf(address);
  return embeddedV4(words) ?? words.map((word) => word.toString(16)).join(':');
}

function kindOfV4(address: string): AddressKind {
  if (neverV4.check(address, 'ipv4')) return 'never';
  return ownV4.check(address, 'ipv4') ? 'own-network' : 'public';
}

/** The eight 16-bit words of a valid IPv6 address. */
function wordsOf(address: string): number[] {
  // The URL parser writes every spelling in one way: https://url.spec.whatwg.org/#concept-ipv6-serializer
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const first = words(head);
  const last = words(tail ?? '');
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** The IPv4 address that is connected to by way of one of IPv6: mapped (RFC 4291) or through NAT64 (RFC 6052). */
function embeddedV4(words: readonly number[]): string | null {
  const [a, b, c, d, e, f, high = 0, low = 0] = words;
  const isZero = c === 0 && d === 0 && e === 0;
  const isMapped = a === 0 && b === 0 && isZero && f === 0xffff;
  const isNat64 = a === 0x64 && b === 0xff9b && isZero && f === 0;
  if (!isMapped && !isNat64) return null;
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
