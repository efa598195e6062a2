/** Bounds of a custody file, looked at before anything is read by what it says of itself. */

/** Entries that a manifest lists at most. */
export const MOST_ENTRIES = 4_096;
/** The longest manifest, in bytes: so much of a file is held in memory until it is known what it must be. */
export const MOST_MANIFEST_BYTES = 2 * 1024 * 1024;
/** The longest record, in bytes. */
export const MOST_RECORD_BYTES = 16 * 1024 * 1024;
/** The longest message, in bytes: what a station accepts, and room for what stands in place of a signature. */
export const MOST_MESSAGE_BYTES = 2 * 1024 * 1024;
