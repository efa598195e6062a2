/** The words of custody files: making and checking them, and the key that they are signed with. */
export const custodyEn = {
  'custody.save': 'Save the custody file',
  'custody.button': 'Custody file',
  'custody.button-why':
    'One file that proves this visit: the messages as AutoX3 signed them, how each was verified, the photos, moves and sheets, signed by this station. It holds personal data.',
  'custody.making': 'Making the file…',
  'custody.saving': '{{percent}}% of the custody file',
  'custody.cancel': 'Cancel',
  'custody.made': 'Custody file saved.',
  'custody.made-missing_one': 'Custody file saved. {{count}} photo is not in it; the file says why.',
  'custody.made-missing_other': 'Custody file saved. {{count}} photos are not in it; the file says why.',
  'custody.failed': 'The custody file did not come to its end, and nothing was saved. Try it again.',
  'custody.cancelled': 'Cancelled. Nothing was saved.',
  'custody.file': 'custody',

  'custody.title': 'Check a custody file',
  'custody.what':
    'A custody file proves a visit. It is checked by this station alone, byte by byte, and nothing of it is kept.',
  'custody.open': 'Open',
  'custody.choose': 'Choose a file',
  'custody.another': 'Check another file',
  'custody.drop': 'or drop it here',
  'custody.checking': 'Checking: {{percent}}%',
  'custody.check-failed':
    'The file could not be checked to its end: this station did not answer, or the file could not be read. Try it again.',

  'custody.verdict.ok': 'The file is whole: every byte is as it was signed.',
  'custody.verdict.broken': 'The file is not as it was signed.',
  'custody.unreadable.not-a-custody-file': 'This is not a custody file of Forecourt.',
  'custody.unreadable.newer-version':
    'A newer version of Forecourt made this file (format {{version}}). Update Forecourt, then check it again.',
  'custody.unreadable.too-large': 'The file is larger than any custody file: 2 GB at most.',

  'custody.parts': 'The parts of the file',
  'custody.part.container': 'Container: all bytes around the parts',
  'custody.part.signature': 'Signature and key',
  'custody.part.manifest': 'Manifest: the list of all parts',
  'custody.part.read-me': 'Explanation (READ-ME.txt)',
  'custody.part.record': 'Record: verification, moves, sheets',
  'custody.part.message': 'Message {{number}}',
  'custody.part.photo': 'Photo {{number}}',
  'custody.state.ok': 'In order',
  'custody.state.broken': 'Broken',
  'custody.state.unknown': 'Not checked',
  'custody.problem.changed': 'At least one byte is not as it was signed.',
  'custody.problem.cut-off': 'The file ends before its end: bytes are missing.',
  'custody.problem.bytes-added': 'Bytes were added after the end of the file.',
  'custody.problem.malformed': 'It is signed, but not written in the form of a custody file.',
  'custody.problem.not-signed':
    'Signature and manifest do not belong together: one of the two was put in place of another.',
  'custody.problem.other-key': 'It names another key than the one that signed it.',
  'custody.problem.not-as-listed': 'It does not speak of the messages and photos that are in the file.',
  'custody.problem.not-as-received':
    'It is as it was signed, but not as it was when it arrived: the data of the station were damaged before.',
  'custody.rest-unknown':
    'Messages, photos and record could not be checked: without a manifest that is proven nothing says what they must be.',

  'custody.key': 'Key',
  'custody.key.expected': 'Signed with the key that you named: {{fingerprint}}',
  'custody.key.other': 'Signed with another key than the one that you named: {{fingerprint}}',
  'custody.key.not-compared':
    'Signed with the key {{fingerprint}}. Compare it with the fingerprint that the workshop has given you by another way.',
  'custody.key.own': 'Signed by this station: {{fingerprint}}',
  'custody.key.foreign':
    'Signed by another station, or by this one before it was set up anew: {{fingerprint}}. Compare it with the fingerprint that the workshop has given you by another way.',
  'custody.key.none': 'No signature fits, so nothing says who made the file.',

  'custody.visit': 'The visit',
  'custody.made-at': 'File made',
  'custody.made-with': '{{when}}, by Forecourt {{version}}',
  'custody.arrived': 'Arrived',
  'custody.contents': 'In the file',
  'custody.contents-messages_one': '{{count}} message',
  'custody.contents-messages_other': '{{count}} messages',
  'custody.contents-photos_one': '{{count}} photo',
  'custody.contents-photos_other': '{{count}} photos',
  'custody.contents-moves_one': '{{count}} move between lanes',
  'custody.contents-moves_other': '{{count}} moves between lanes',
  'custody.contents-sheets_one': '{{count}} sheet',
  'custody.contents-sheets_other': '{{count}} sheets',
  'custody.personal-removed':
    'Phone, name and all that may hold them were removed before this file was made, as the shop keeps them for a while only: the messages themselves are not in it.',
  'custody.missing_one': '{{count}} photo is not in the file:',
  'custody.missing_other': '{{count}} photos are not in the file:',
  'custody.missing.not-fetched': 'It had not been fetched yet.',
  'custody.missing.file-missing': 'Its file was no longer on the disk of the station.',
  'custody.missing.file-damaged': 'Its file on the disk of the station was damaged.',
  'custody.missing.no-room': 'It would have made the file too large.',

  'custody.message-when': '{{kind}}, received {{when}}',
  'custody.kind.check-in': 'Check-in',
  'custody.kind.health-report': 'Health check report',
  'custody.kind.maintenance-plan': 'Maintenance plan',
  'custody.kind.unknown': 'Message of an unknown kind',
  'custody.form.masked':
    'Its signature is left out: it proved nothing for certain, and would help whoever wants to compute the app secret.',
  'custody.form.removed': 'Its bytes were removed before the file was made.',
  'custody.form.left-out': 'Its bytes were left out: the visit has too many messages.',
  'custody.vendor': "AutoX3's signature",
  'custody.vendor.fits': "AutoX3's signature fits an app secret given here.",
  'custody.vendor.fits-none':
    "AutoX3's signature fits no app secret given here: the secret was changed since, or the message is not AutoX3's.",
  'custody.vendor.no-secret': "AutoX3's signature was not checked: no app secret was given.",

  'custody.proves': 'What this proves',
  'custody.proves-what':
    'That nothing in the file has changed since the holder of this key signed it. That the holder is the workshop is proven only by comparing the fingerprint: anybody can make a key. That a message comes from AutoX3 is proven by its own signature, for whoever has the app secret; by the workshop it is merely said.',

  'custody.settings': 'Custody files',
  'custody.settings-what':
    'One file that proves a visit is made in the panel of its check-in, and signed with the key of this station. Give the fingerprint to whoever may have to check one, by another way than the file.',
  'custody.fingerprint': 'Fingerprint of the key',
  'custody.fingerprint-why':
    'Of the public part. The private one stays with the secrets of this station, and is in no backup.',
  'custody.public-key': 'Public key',
  'custody.public-key-why': 'For other programs that check signatures.',
  'custody.save-pem': 'Save as PEM',
  'custody.save-jwk': 'Save as JWK',
  'custody.key-file': 'forecourt-key',

  'custody.read-me': `CUSTODY FILE OF A VEHICLE'S VISIT

Made by Forecourt, the front-desk board of a vehicle workshop. It proves what the workshop received, recorded and printed.

  record.json     the visit, how each message was verified, moves between lanes, sheets, photos and why some are missing
  messages/       each message as it came, byte for byte, with AutoX3's own signature in it
  photos/         the originals of the photos, as they were fetched
  manifest.json   all of these with size and SHA-256
  signature.json  the workshop's public key, and its signature (Ed25519) over the exact bytes of manifest.json

To check it, open it in Forecourt (menu: Check a custody file) or run: forecourt verify FILE
Do not pack it anew: every byte of this file is checked, those of the ZIP around the parts too.`,

  'custody.cli.help': `Usage: npm run verify -- FILE [options]          (installed: forecourt verify FILE [options])

Checks a custody file, without network or database. Ends with 0: in order, 1: broken, or by another key or secret than
those given, 2: cannot be checked.

  --key FINGERPRINT      the key that it must be signed with, as the workshop's settings show it
  --secret-file FILE     app secrets to check AutoX3's own signatures with, one a line; "-" reads them from standard input
  --language LANGUAGE    en or zh-CN
  --json                 what was found, for other programs
  --help                 this text

An app secret may come from FORECOURT_APP_SECRET too, never from an option.`,
  'custody.cli.no-file': 'Say which file to check. --help tells how.',
  'custody.cli.bad-option': 'The option {{option}} is not known, or lacks its value. --help tells how.',
  'custody.cli.bad-key': 'The fingerprint after --key is not one: it has 40 digits from 0 to 9 and A to F.',
  'custody.cli.cannot-read': 'The file {{file}} cannot be read ({{code}}).',
  'custody.cli.bad-secret': 'An app secret has 16 to 256 printable ASCII characters: what was given has not.',
  'custody.cli.line': '{{name}}: {{what}}',
  'custody.cli.checking': 'Custody file {{file}}',
} as const;
