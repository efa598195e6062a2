/** A rule of the contract, and how to switch it off in the source: the text at `find`, which is there once, becomes `become`. */
export type Mutation = { rule: string; file: string; find: string; become: string };

const envelope: Omit<Mutation, 'file'>[] = [
  { rule: 'a body has a size limit', find: 'body.byteLength > MAX_BODY_BYTES', become: 'false' },
  { rule: 'the limit itself is allowed', find: 'body.byteLength > MAX', become: 'body.byteLength >= MAX' },
  { rule: 'the byte order mark counts', find: 'body.byteLength > MAX', become: 'body.byteLength - 3 > MAX' },
  { rule: 'a body is valid UTF-8', find: '!isUtf8(body)', become: 'false' },
  { rule: 'a byte order mark is skipped', find: 'BYTE_ORDER_MARK ? 1 : 0', become: 'BYTE_ORDER_MARK ? 0 : 0' },
  {
    rule: 'only one byte order mark is skipped',
    find: 'text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0',
    become: "text.length - text.replace(/^\\ufeff+/, '').length",
  },
  { rule: 'a body is scanned', find: 'if (!scanned.ok) return refuse(scanned.problem);', become: '' },
  {
    rule: 'a body that is no object is named so',
    find: "scanned.members === null ? refuse('not-an-object') : readMembers(scanned.members)",
    become: 'readMembers(scanned.members ?? new Map())',
  },
  { rule: 'msgId has 64 characters at most', find: '{1,64}', become: '{1,65}' },
  { rule: 'msgId may have 64 characters', find: '{1,64}', become: '{1,63}' },
  { rule: 'msgId is not empty', find: '{1,64}', become: '{0,64}' },
  { rule: 'msgId has no dot', find: '/^[0-9A-Za-z_-]{1', become: '/^[0-9A-Za-z._-]{1' },
  { rule: 'msgId has no line end', find: '{1,64}$/', become: '{1,64}$/m' },
  { rule: 'msgType has its prefix', find: '/^event\\.autox3\\.', become: '/^' },
  { rule: 'msgType begins with its prefix', find: '/^event', become: '/event' },
  { rule: 'the dot of the prefix is a dot', find: 'event\\.', become: 'event.' },
  { rule: 'msgType has 100 more characters at most', find: '{1,100}', become: '{1,101}' },
  { rule: 'msgType may have 100 more characters', find: '{1,100}', become: '{1,99}' },
  { rule: 'msgType goes on after its prefix', find: '{1,100}', become: '{0,100}' },
  { rule: 'msgType has no slash', find: '[0-9A-Za-z._-]{1,100}', become: '[0-9A-Za-z._/-]{1,100}' },
  { rule: 'msgType has no brace', find: '[0-9A-Za-z._-]{1,100}', become: '[0-9A-Za-z._{-]{1,100}' },
  { rule: 'msgType has no line end', find: '{1,100}$/', become: '{1,100}$/m' },
  { rule: 'createTime has 13 digits at least', find: '[0-9]{12}$', become: '[0-9]{11,12}$' },
  { rule: 'createTime has 13 digits at most', find: '[0-9]{12}$', become: '[0-9]{12,13}$' },
  { rule: 'createTime is not negative', find: '/^[1-9]', become: '/^-?[1-9]' },
  { rule: 'createTime has no fraction', find: '[0-9]{12}$', become: '[0-9]{12}(\\.0)?$' },
  { rule: 'createTime has no exponent', find: '[0-9]{12}$', become: '[0-9]{12}(e0)?$' },
  {
    rule: 'createTime is no string',
    find: 'CREATE_TIME.test(createTime)',
    become: "CREATE_TIME.test(createTime.replaceAll('\"', ''))",
  },
  { rule: 'a signature is hex', find: '[0-9A-Fa-f]', become: '[0-9A-Za-z]' },
  { rule: 'a signature may be in lower case', find: '[0-9A-Fa-f]', become: '[0-9A-F]' },
  { rule: 'a signature has 40 digits at most', find: '{40}$', become: '{40,}$' },
  { rule: 'a signature has 40 digits at least', find: '{40}$', become: '{0,40}$' },
  { rule: 'a signature is nothing but digits', find: '/^[0-9A-Fa-f]', become: '/[0-9A-Fa-f]' },
  {
    rule: 'the three strings are strings',
    find: "if (!source.startsWith('\"')) return null;",
    become: "if (!source.startsWith('\"')) return pattern.test(source) ? source : null;",
  },
  {
    rule: 'the three strings count decoded',
    find: 'const text = decodeString(source);\n  return pattern',
    become: 'const text = source.slice(1, -1);\n  return pattern',
  },
  { rule: 'staffInfo may be null', find: "if (source === 'null') return", become: 'if (false) return' },
  { rule: 'no member may be absent', find: '!MEMBERS.every((name) => members.has(name))', become: 'false' },
  {
    rule: 'staffInfo may not be absent',
    find: "'staffInfo', 'content'] as const",
    become: "'content'] as const",
  },
  {
    rule: 'absent is not null',
    find: "if (!MEMBERS.every((name) => members.has(name))) return refuse('missing-member');",
    become: "if (!members.has('staffInfo')) members.set('staffInfo', 'null');",
  },
  { rule: 'content may not be null', find: "if (content.form === 'null') return refuse('bad-content');", become: '' },
  { rule: 'a signed value is no array', find: "source.startsWith('{')", become: '/^[{[]/.test(source)' },
  {
    rule: 'a string-held value is scanned',
    find: 'const scanned = scan(text);',
    become: 'const scanned = { ok: true, members: new Map() };',
  },
  {
    rule: 'a string holds an object',
    find: "scanned.members === null ? 'not-an-object' : { form",
    become: "false ? 'not-an-object' : { form",
  },
  {
    rule: 'no byte order mark in a string-held value',
    find: 'scan(text);',
    become: 'scan(text, text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);',
  },
];

const scan: Omit<Mutation, 'file'>[] = [
  { rule: '64 levels are allowed', find: 'MAX_DEPTH = 64', become: 'MAX_DEPTH = 63' },
  { rule: '65 levels are not allowed', find: 'MAX_DEPTH = 64', become: 'MAX_DEPTH = 65' },
  {
    rule: 'depth is that of nesting',
    find: 'open.pop();',
    become: 'open.pop(); if (open.length > 1) open.push(open[0]);',
  },
  { rule: 'no name twice', find: 'container.names.has(name)', become: 'false' },
  {
    rule: 'no name twice at any depth',
    find: 'container.names.has(name)',
    become: 'open.length === 1 && container.names.has(name)',
  },
  {
    rule: 'no name twice at the top',
    find: 'container.names.has(name)',
    become: 'open.length > 1 && container.names.has(name)',
  },
  {
    rule: 'names are compared decoded',
    find: 'const name = decodeString(text.slice(at, end));',
    become: 'const name = text.slice(at + 1, end - 1);',
  },
  {
    rule: 'names are compared with their case',
    find: 'decodeString(text.slice(at, end));',
    become: 'decodeString(text.slice(at, end)).toLowerCase();',
  },
  {
    rule: 'names are compared within one object',
    find: 'container.names ??= new Set();',
    become: 'container.names ??= open[0].names;',
  },
  { rule: 'nothing follows the top value', find: 'at === text.length', become: 'true' },
  {
    rule: 'white space may follow the top value',
    find: 'at = skipWhiteSpace(text, at);\n    const code',
    become: 'if (open.length > 0 || at === start) at = skipWhiteSpace(text, at);\n    const code',
  },
  { rule: 'a no-break space is no white space', find: 'code !== 0x09)', become: 'code !== 0x09 && code !== 0xa0)' },
  { rule: 'a tab is white space', find: ' && code !== 0x09)', become: ')' },
  { rule: 'control characters are escaped', find: 'code >= 0x20 ?', become: 'code >= 0 ?' },
  { rule: 'escapes are those of JSON', find: 'ESCAPES.has(text.charAt(at)) ? at + 1 : BROKEN', become: 'at + 1' },
  {
    rule: 'an escape has four hex digits',
    find: 'if (!isHexDigit(text.charCodeAt(digit))) return BROKEN;',
    become: '',
  },
  { rule: 'no comma before an end', find: " && due !== 'value' && due !== 'name'", become: '' },
  {
    rule: 'a comma between values',
    find: "if (code !== COMMA) return { ok: false, problem: 'not-json' };",
    become: '',
  },
  {
    rule: 'a colon after a name',
    find: "if (text.charCodeAt(at) !== COLON) return { ok: false, problem: 'not-json' };",
    become: '',
  },
  {
    rule: 'an object ends as an object',
    find: 'code === container.close',
    become: '(code === CLOSE_BRACE || code === CLOSE_BRACKET)',
  },
  { rule: 'no leading zero', find: "|| (at > integer + 1 && text.charAt(integer) === '0')", become: '' },
  { rule: 'digits in a number', find: 'at === integer ||', become: '' },
  { rule: 'digits after the point', find: 'if (at === fraction) return BROKEN;', become: '' },
  { rule: 'digits in the exponent', find: 'if (at === exponent) return BROKEN;', become: '' },
  {
    rule: 'literals in lower case',
    find: "text.startsWith('true', at)",
    become: "text.slice(at, at + 4).toLowerCase() === 'true'",
  },
  {
    rule: 'the source is exact',
    find: 'text.slice(topValueStart, at)',
    become: 'text.slice(topValueStart, at).trim().replace(/\\s+/g, " ")',
  },
];

const dialect: Omit<Mutation, 'file'>[] = [
  {
    rule: 'verbatim comes first',
    find: "'verbatim', 'compact', 'reserialized', 'token'",
    become: "'compact', 'verbatim', 'reserialized', 'token'",
  },
  {
    rule: 'compact comes before reserialized',
    find: "'verbatim', 'compact', 'reserialized', 'token'",
    become: "'verbatim', 'reserialized', 'compact', 'token'",
  },
  {
    rule: 'compact is tried',
    find: "'verbatim', 'compact', 'reserialized', 'token'",
    become: "'verbatim', 'reserialized', 'token'",
  },
  { rule: 'reserialized is tried', find: "'compact', 'reserialized', 'token'", become: "'compact', 'token'" },
  { rule: 'token is tried', find: "'reserialized', 'token'", become: "'reserialized'" },
  { rule: 'mixed pairs are tried', find: 'pin === null ? PAIRS : [pin]', become: 'pin === null ? DIALECTS : [pin]' },
  {
    rule: 'mixed pairs come after the others',
    find: 'pin === null ? PAIRS : [pin]',
    become: 'pin === null ? PAIRS.toReversed() : [pin]',
  },
  {
    rule: 'a pair is staffInfo and content, in this order',
    find: 'staffInfoIn(first), content: contentIn(second)',
    become: 'staffInfoIn(second), content: contentIn(first)',
  },
  { rule: 'a pin is the only one tried', find: 'pin === null ? PAIRS : [pin]', become: 'PAIRS' },
  { rule: 'unpaired surrogates are never hashed', find: 'text.isWellFormed() ? text : null', become: 'text' },
  {
    rule: 'a string is hashed decoded',
    find: "dialect === 'token' ? value.source : value.text",
    become: 'value.source',
  },
  { rule: 'a token is hashed as sent', find: "dialect === 'token' ? value.source : value.text", become: 'value.text' },
  {
    rule: 'only objects are rendered anew',
    find: "value.form === 'object' ? renderObject",
    become:
      "value.form === 'object' || (value.form === 'string' && dialect !== 'verbatim' && dialect !== 'token') ? renderObject",
  },
  {
    rule: 'token leaves an object verbatim',
    find: "    case 'token':\n      return source;\n    case 'compact':",
    become: "      return source;\n    case 'token':\n    case 'compact':",
  },
  {
    rule: 'verbatim is the source, not parsed and written again',
    find: "    case 'verbatim':\n    case 'token':\n      return source;",
    become: "    case 'verbatim':\n    case 'token':\n      return JSON.stringify(JSON.parse(source));",
  },
  {
    rule: 'compact leaves literals and escapes',
    find: 'return compact(source);',
    become: 'return JSON.stringify(JSON.parse(source));',
  },
  { rule: 'compact leaves white space in strings', find: '!inString && (byte', become: '(byte' },
  {
    rule: 'compact knows an escaped quote',
    find: 'else if (byte === 0x5c) bytes[length++] = bytes[++at] ?? 0;',
    become: '',
  },
  { rule: 'compact drops line ends and tabs', find: ' || byte === 0x0a || byte === 0x0d || byte === 0x09', become: '' },
  { rule: 'only known dialects are pairs', find: '(PAIRS.find((pair) => pair === short) ?? null)', become: 'short' },
];

const signature: Omit<Mutation, 'file'>[] = [
  {
    rule: 'the signature is checked',
    find: 'digest.length === signature.length && timingSafeEqual(digest, signature)',
    become: 'true',
  },
  {
    rule: 'all 20 bytes are compared',
    find: 'timingSafeEqual(digest, signature)',
    become: 'timingSafeEqual(digest.subarray(0, 1), signature.subarray(0, 1))',
  },
  { rule: 'the previous secret is tried', find: '...(previous.ok ?', become: '...(false ?' },
  { rule: 'the current secret comes first', find: ' : []),\n  ];', become: ' : []),\n  ].reverse();' },
  {
    rule: 'an unusable secret is never tried',
    find: 'const previous = parseSecret(policy.previousSecret);',
    become: 'const previous = { ok: policy.previousSecret !== null, secret: policy.previousSecret };',
  },
  { rule: 'without a secret nothing is tried', find: 'secrets.length === 0', become: 'false' },
  { rule: 'a secret is trimmed', find: 'entered.trim()', become: 'entered' },
  { rule: 'a secret has 16 characters', find: 'secret.length < 16', become: 'secret.length < 15' },
  { rule: 'a secret may have 16 characters', find: 'secret.length < 16', become: 'secret.length < 17' },
  { rule: 'a secret has 256 characters at most', find: 'secret.length > 256', become: 'secret.length > 257' },
  { rule: 'a secret may have 256 characters', find: 'secret.length > 256', become: 'secret.length > 255' },
  { rule: 'a secret is ASCII', find: '[\\x20-\\x7e]', become: '[\\x20-\\uffff]' },
  { rule: 'a secret is printable', find: '[\\x20-\\x7e]', become: '[\\x00-\\x7e]' },
  { rule: 'msgId comes before msgType', find: 'parts.msgId + parts.msgType', become: 'parts.msgType + parts.msgId' },
  {
    rule: 'createTime comes before content',
    find: 'parts.createTime + parts.content',
    become: 'parts.content + parts.createTime',
  },
  { rule: 'staffInfo is signed', find: ' + parts.staffInfo + ', become: ' + ' },
  { rule: 'weak signatures are off by default', find: 'policy.acceptWeak && ', become: '' },
  { rule: 'weak signatures can be accepted', find: 'policy.acceptWeak && ', become: 'false && ' },
  { rule: 'a weak signature covers 32 bytes', find: 'WEAK_COVER = 32', become: 'WEAK_COVER = 31' },
  { rule: 'a weak signature may cover 32 bytes', find: 'WEAK_COVER = 32', become: 'WEAK_COVER = 33' },
  { rule: 'a weak message is marked', find: 'secret, true)', become: 'secret, false)' },
  { rule: 'truncated signatures are looked at', find: 'if (!signed.ascii) tried.push(signed);', become: '' },
  { rule: 'truncation counts UTF-16 units', find: 'signed.text.length +', become: '[...signed.text].length +' },
  {
    rule: 'truncation counts bytes',
    find: 'signed.text.length + secret.length - signed.bytes',
    become: 'secret.length - 1',
  },
  { rule: 'cut text is recognised', find: '.subarray(0, covered)', become: '' },
  { rule: 'eight covered bytes tell', find: 'TELLING_COVER = 8', become: 'TELLING_COVER = 9' },
  { rule: 'seven covered bytes tell nothing', find: 'TELLING_COVER = 8', become: 'TELLING_COVER = 7' },
  {
    rule: 'a leaking secret is advised',
    find: "'secret-leaking' : 'truncated-unprovable'",
    become: "'truncated-unprovable' : 'truncated-unprovable'",
  },
  { rule: 'ASCII text is told', find: 'ascii: bytes === text.length', become: 'ascii: false' },
  { rule: 'values come from the hashed text', find: 'value.text : hashed', become: 'value.text : value.source' },
  { rule: 'the text of a token is decoded', find: "value.form === 'string' ? value.text : hashed", become: 'hashed' },
  { rule: 'a signature is written in upper case', find: '.toUpperCase()', become: '' },
];

const messages: Omit<Mutation, 'file'>[] = [
  { rule: 'a check-in has carInfo', find: "has('carInfo') && ", become: '' },
  { rule: 'a check-in has an id', find: " && has('receiveBaseId')", become: '' },
  {
    rule: 'null does not count',
    find: '(member(content, name) ?? null) !== null',
    become: 'member(content, name) !== undefined',
  },
  { rule: 'shape: check-in', find: "if (has('carInfo')", become: "if (false && has('carInfo')" },
  { rule: 'shape: report', find: "if (has('reportJson')) return 'health-report';", become: '' },
  { rule: 'shape: plan', find: "if (has('carMaintenancePlanList')) return 'maintenance-plan';", become: '' },
  {
    rule: 'a check-in comes before a report',
    find: "  if (has('carInfo')",
    become: "  if (has('reportJson')) return 'health-report';\n  if (has('carInfo')",
  },
  {
    rule: 'a report comes before a plan',
    find: "  if (has('reportJson'))",
    become: "  if (has('carMaintenancePlanList')) return 'maintenance-plan';\n  if (has('reportJson'))",
  },
  {
    rule: 'shape comes before type',
    find: "  if (has('carInfo')",
    become: "  if (KIND_BY_TYPE.has(msgType)) return KIND_BY_TYPE.get(msgType);\n  if (has('carInfo')",
  },
  { rule: 'type: check-in', find: "order.receivebase.create'", become: "order.none'" },
  { rule: 'type: report', find: "finish.report'", become: "finish.none'" },
  { rule: 'type: plan, V1', find: "finish.maintenance'", become: "finish.none'" },
  { rule: 'type: plan, V2', find: "finish.maintenance.v2'", become: "finish.none'" },
  {
    rule: 'the sample type tells nothing',
    find: "['event.autox3.order.receivebase.create', 'check-in'],",
    become:
      "['event.autox3.order.receivebase.create', 'check-in'], ['event.autox3.order.detection.finish', 'check-in'],",
  },
  {
    rule: 'a type is compared whole',
    find: 'KIND_BY_TYPE.get(msgType) ??',
    become: '[...KIND_BY_TYPE].find(([type]) => msgType.startsWith(type))?.[1] ??',
  },
  {
    rule: 'a type is compared with its case',
    find: 'KIND_BY_TYPE.get(msgType) ??',
    become: 'KIND_BY_TYPE.get(msgType.toLowerCase()) ??',
  },
  { rule: 'long numbers keep their digits', find: 'if (!fields.inexact) return', become: 'return' },
];

const content: Omit<Mutation, 'file'>[] = [
  { rule: 'an id is digits only', find: '{0,18})$/', become: '{0,18})(\\.0)?$/' },
  { rule: 'an id is not negative', find: '/^0*(', become: '/^-?0*(' },
  { rule: 'an id has no white space', find: 'exec(written)', become: 'exec(written.trim())' },
  { rule: 'an id is read exactly', find: ': source;\n', become: ': String(Number(source));\n' },
  {
    rule: 'an id may be a string',
    find: "source.startsWith('\"') ? decodeString(source) : source",
    become: 'source',
  },
  { rule: 'an id is not 0', find: 'id >= 1n && ', become: '' },
  { rule: 'leading zeros of an id are dropped', find: '/^0*(', become: '/^(' },
  { rule: 'an id may have 19 digits', find: '{0,18}', become: '{0,17}' },
  { rule: 'an id is below 2^63', find: ' && id <= MAX_ID', become: '' },
  { rule: 'an id may be 2^63-1', find: 'id <= MAX_ID', become: 'id < MAX_ID' },
  { rule: 'a manufacture date is in +08:00', find: '8 * 3_600_000', become: '0' },
  {
    rule: 'a manufacture date in a string is digits',
    find: "typeof value === 'string' && !/^[0-9]+$/.test(value) ? null :",
    become: '',
  },
  { rule: 'a small number is no date', find: 'Math.abs(ms) < DAY_MS', become: 'false' },
  { rule: 'a date before 1970 is one', find: 'Math.abs(ms) < DAY_MS', become: 'ms < DAY_MS' },
  { rule: 'a year has four digits', find: 'year <= 9999', become: 'true' },
  { rule: 'a year is 1 or later', find: 'year >= 1 &&', become: 'year >= -9 &&' },
  { rule: 'a light is split at the first _', find: "text.indexOf('_')", become: "text.lastIndexOf('_')" },
  { rule: 'digits alone are a code', find: 'isCode = /^[0-9]+$/.test(text.trim())', become: 'isCode = false' },
  { rule: 'a label may stand alone', find: 'isCode = /^[0-9]+$/.test(text.trim())', become: 'isCode = true' },
  { rule: 'a code goes without white space', find: 'text.slice(0, split).trim()', become: 'text.slice(0, split)' },
  { rule: 'an empty light is none', find: 'code === null && label === null ? null :', become: '' },
  { rule: 'damage may be a bare text', find: "typeof entry === 'string'", become: 'false' },
  { rule: 'damage is an object', find: 'if (!isObject(entry)) return null;', become: '' },
  { rule: 'photos are texts', find: "typeof image !== 'string'", become: 'false' },
  { rule: 'no address is cut', find: 'image.length <= MAX_URL', become: 'true' },
  { rule: 'lights are limited', find: 'MAX_LIGHTS = 200', become: 'MAX_LIGHTS = 201' },
  { rule: 'damage is limited', find: 'MAX_DAMAGE = 200', become: 'MAX_DAMAGE = 201' },
  { rule: 'photos are limited', find: 'MAX_PHOTOS = 100', become: 'MAX_PHOTOS = 101' },
  { rule: 'belongings are limited', find: 'MAX_BELONGINGS = 500', become: 'MAX_BELONGINGS = 501' },
  { rule: 'a remark may be long', find: "member(preCheck, 'remark'), LONG_TEXT", become: "member(preCheck, 'remark')" },
  {
    rule: 'a description may be long',
    find: "member(entry, 'describe'), LONG_TEXT",
    become: "member(entry, 'describe')",
  },
  ...[
    ['carNum', 'carVin'],
    ['carVin', 'carNum'],
    ['carBrandName', 'carStyleName'],
    ['carStyleName', 'carBrandName'],
    ['carOwnerFirstName', 'carOwnerLastName'],
    ['carOwnerLastName', 'carOwnerFirstName'],
    ['carOwnerGender', 'carOwnerMobile'],
    ['carOwnerMobile', 'mobile'],
    ['odograph', 'odometer'],
    ['oilGauge', 'fuel'],
    ['positionName', 'position'],
    ['userName', 'staffName'],
    ['storeId', 'brandId'],
  ].map(([name, other]) => ({ rule: `${name} is read from its own place`, find: `'${name}')`, become: `'${other}')` })),
];

const fields: Omit<Mutation, 'file'>[] = [
  { rule: 'an array is no object', find: ' && !Array.isArray(value)', become: '' },
  { rule: 'a number may come in a string', find: "typeof value === 'string' && /", become: 'false && /' },
  {
    rule: 'a number in a string is plain',
    find: '/^-?[0-9]+(\\.[0-9]+)?$/.test(value.trim())',
    become: "value.trim() !== ''",
  },
  { rule: 'a number is finite', find: 'Number.isFinite(number) ?', become: 'true ?' },
  { rule: 'a number in a text is finite', find: 'Number.isFinite(value) ?', become: 'true ?' },
  {
    rule: 'a number in a text is its digits',
    find: "if (typeof value === 'number') {",
    become: 'if (false) {',
  },
  { rule: 'white space alone is no text', find: " || value.trim() === ''", become: '' },
  { rule: 'unpaired surrogates are shown', find: '.toWellFormed()', become: '' },
  { rule: 'NUL is shown', find: ".replaceAll('\\0', '\\ufffd')", become: '' },
  { rule: 'short texts are limited', find: 'SHORT_TEXT = 300', become: 'SHORT_TEXT = 301' },
  { rule: 'long texts are limited', find: 'LONG_TEXT = 10_000', become: 'LONG_TEXT = 10_001' },
  { rule: 'a text may reach the limit', find: 'text.length <= limit', become: 'text.length < limit' },
  { rule: 'a clipped text is marked', find: 'this.clipped = true;\n    const', become: 'const' },
  { rule: 'a clipped list is marked', find: 'this.clipped = true;\n        break', become: 'break' },
  { rule: 'a pair is not cut in half', find: 'splitsPair ? limit - 1 : limit', become: 'limit' },
  { rule: 'empty entries of a list are left out', find: 'if (field === null) continue;', become: '' },
  {
    rule: 'only an array is a list',
    find: 'if (!Array.isArray(value)) return entries;',
    become: "if (typeof value !== 'string') return entries;",
  },
];

const reply: Omit<Mutation, 'file'>[] = [
  {
    rule: 'the accepting reply is exact',
    find: '{"data":null,"errorInfo":"","status":0}',
    become: '{"status":0,"errorInfo":"","data":null}',
  },
  { rule: 'a rejection has no status 0', find: 'status === 0 ||', become: '' },
  { rule: 'a rejection has a status', find: ' || !Number.isSafeInteger(status)', become: '' },
];

const inFile = (file: string, list: readonly Omit<Mutation, 'file'>[]): Mutation[] =>
  list.map((each) => ({ ...each, file }));

/**
 * The rules that a case can show. Left out, since no verdict can show them: comparison in constant time, equal texts
 * hashed once, and that the first digit of createTime is not 0 (JSON itself forbids that).
 */
export const MUTATIONS: readonly Mutation[] = [
  ...inFile('envelope.ts', envelope),
  ...inFile('scan.ts', scan),
  ...inFile('dialect.ts', dialect),
  ...inFile('signature.ts', signature),
  ...inFile('messages.ts', messages),
  ...inFile('check-in-content.ts', content),
  ...inFile('fields.ts', fields),
  ...inFile('reply.ts', reply),
];
