import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  type CustodyProblem,
  type CustodyReport,
  MOST_CUSTODY_BYTES,
  type VendorFinding,
} from '../../shared/custody.ts';
import { type Head, readHead } from './head.ts';
import { type Stored, type Stretch, stretchesOf } from './layout.ts';
import { FORMAT_VERSION, type ManifestEntry, parse } from './manifest.ts';
import { matchesManifest } from './match-record.ts';
import { CustodyRecord } from './record.ts';
import { type CheckWith, emptyReport, type FoundPart, reportOf, type Trusted } from './report.ts';
import { MANIFEST_NAME, SIGNATURE_NAME } from './signature-entry.ts';
import { vendorFinding } from './vendor.ts';

/**
 * Checks a custody file as its bytes come in, in order, whatever they are. What a file says of itself is believed only once
 * its signature fits: then every byte of it is known, or known by its hash. Holds the manifest, one message or the record,
 * and never a photo.
 */
export class CustodyCheck {
  readonly #with: CheckWith;
  #bytes = 0;
  #head: Buffer[] = [];
  #needed = 0;
  #begun: Exclude<Head, { type: 'more' }> | null = null;
  #stretches: Stretch[] = [];
  #at = 0;
  #within = 0;
  #container: CustodyProblem | null = null;
  readonly #found: FoundPart[] = [];
  #sum: { hash: Hash; crc: number; held: Buffer[] | null } = { hash: createHash('sha256'), crc: 0, held: null };
  #record: CustodyRecord | null = null;
  readonly #vendor = new Map<string, VendorFinding>();

  constructor(given: CheckWith) {
    this.#with = given;
  }

  /** How many bytes have come in. */
  get bytes(): number {
    return this.#bytes;
  }

  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_CUSTODY_BYTES) return;
    if (this.#begun !== null) {
      this.#take(chunk);
      return;
    }
    // A copy: whoever reads a file may use its buffer again.
    this.#head.push(Buffer.from(chunk));
    if (this.#bytes >= this.#needed) this.#begin(false);
  }

  /** What was found, once all has come in. */
  end(): CustodyReport {
    if (this.#begun === null) this.#begin(true);
    const begun = this.#begun;
    const report = emptyReport(this.#bytes);
    if (begun === null || this.#bytes > MOST_CUSTODY_BYTES) return { ...report, unreadable: 'too-large' };
    switch (begun.type) {
      case 'unreadable':
        return { ...report, unreadable: begun.why, version: begun.version };
      case 'broken':
        return { ...report, verdict: 'broken', version: FORMAT_VERSION, parts: begun.parts };
      case 'trusted':
        return this.#report(begun);
    }
  }

  #begin(isAll: boolean): void {
    const head = Buffer.concat(this.#head);
    const read = readHead(head, isAll);
    if (read.type === 'more') {
      this.#head = [head];
      this.#needed = read.bytes;
      return;
    }
    this.#begun = read;
    this.#head = [];
    if (read.type !== 'trusted') return;
    this.#stretches = stretchesOf(storedIn(read));
    this.#take(head);
  }

  #take(chunk: Buffer): void {
    if (this.#begun?.type !== 'trusted') return;
    let rest = chunk;
    while (rest.length > 0 || this.#isAtEmpty()) {
      const stretch = this.#stretches[this.#at];
      if (stretch === undefined) {
        this.#container ??= 'bytes-added';
        return;
      }
      const size = stretch.type === 'frame' ? stretch.bytes.length : stretch.size;
      const piece = rest.subarray(0, size - this.#within);
      rest = rest.subarray(piece.length);
      if (stretch.type === 'entry') this.#sumUp(stretch.index, piece);
      else if (!stretch.bytes.subarray(this.#within, this.#within + piece.length).equals(piece))
        this.#container ??= 'changed';
      this.#within += piece.length;
      if (this.#within < size) return;
      if (stretch.type === 'entry') this.#close(stretch.index, null);
      this.#at += 1;
      this.#within = 0;
    }
  }

  /** Whether an entry without bytes is next: no byte will come for it. */
  #isAtEmpty(): boolean {
    const stretch = this.#stretches[this.#at];
    return stretch?.type === 'entry' && stretch.size === 0;
  }

  /** Signature and manifest, the first two, are known to be right. */
  #entry(index: number): ManifestEntry | null {
    return this.#begun?.type === 'trusted' ? (this.#begun.manifest.entries[index - 2] ?? null) : null;
  }

  #sumUp(index: number, piece: Buffer): void {
    const entry = this.#entry(index);
    if (entry === null) return;
    if (this.#within === 0) {
      const isHeld = entry.kind === 'record' || entry.kind === 'message';
      this.#sum = { hash: createHash('sha256'), crc: 0, held: isHeld ? [] : null };
    }
    this.#sum.hash.update(piece);
    this.#sum.crc = crc32(piece, this.#sum.crc);
    this.#sum.held?.push(Buffer.from(piece));
  }

  #close(index: number, problem: CustodyProblem | null): void {
    const entry = this.#entry(index);
    if (entry === null) return;
    const { hash, crc, held } = this.#sum;
    const isSame = problem === null && hash.digest('hex') === entry.sha256 && crc === Number.parseInt(entry.crc32, 16);
    const wrong = isSame ? this.#look(entry, Buffer.concat(held ?? [])) : (problem ?? 'changed');
    this.#found.push({ part: entry.kind, state: wrong === null ? 'ok' : 'broken', problem: wrong });
  }

  /** What an entry says, once it is known to be as it was signed. */
  #look(entry: ManifestEntry, bytes: Buffer): CustodyProblem | null {
    if (this.#begun?.type !== 'trusted') return null;
    if (entry.kind === 'record') {
      const record = CustodyRecord.safeParse(parse(bytes));
      if (!record.success) return 'malformed';
      if (!matchesManifest(record.data, this.#begun.manifest)) return 'not-as-listed';
      this.#record = record.data;
    }
    if (entry.kind === 'message') {
      const message = this.#record?.messages.find(({ entry: name }) => name === entry.name);
      if (message === undefined) return null;
      this.#vendor.set(entry.name, vendorFinding(message, bytes, this.#with.secrets));
      if (message.form === 'whole' && message.sha256 !== entry.sha256) return 'not-as-received';
    }
    return null;
  }

  #report(begun: Trusted): CustodyReport {
    const isCut = this.#at < this.#stretches.length;
    // What never came is named as well.
    for (const stretch of this.#stretches.slice(this.#at))
      if (stretch.type === 'entry') this.#close(stretch.index, 'cut-off');
    this.#at = this.#stretches.length;
    return reportOf(this.#bytes, {
      begun,
      container: this.#container ?? (isCut ? 'cut-off' : null),
      found: this.#found,
      record: this.#record,
      vendor: this.#vendor,
      given: this.#with,
    });
  }
}

/** All entries of a file as the container sees them, signature and manifest first. */
function storedIn({ signature, manifest, manifestBytes }: Trusted): Stored[] {
  return [
    { name: SIGNATURE_NAME, size: signature.length, crc32: crc32(signature) },
    { name: MANIFEST_NAME, size: manifestBytes.length, crc32: crc32(manifestBytes) },
    ...manifest.entries.map(({ name, size, crc32: crc }) => ({ name, size, crc32: Number.parseInt(crc, 16) })),
  ];
}
