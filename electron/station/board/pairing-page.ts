import { createHash } from 'node:crypto';
import { PAIR_PATH } from '../../../shared/device.ts';
import { en, type WordKey } from '../../../shared/i18n/en.ts';
import { type Language, preferredLanguage } from '../../../shared/i18n/languages.ts';
import { zhCN } from '../../../shared/i18n/zh-CN.ts';

/** What the pairing page has to say, beside its form or instead of it. */
export type PairingNews = 'wrong' | 'expired' | 'used' | 'closed' | 'full' | 'not-stored' | 'foreign' | 'own';

const WORDS: Readonly<Record<Language, Readonly<Record<Extract<WordKey, `pair.${string}`>, string>>>> = {
  en,
  'zh-CN': zhCN,
};

const STYLE = `
:root { color-scheme: light dark; --paper: #eef0f4; --card: #fff; --ink: #12161f; --soft: #4c5567; --line: #8b94a5; --blue: #1d4fd8; --red: #b30d27; --red-soft: #fde8eb; }
@media (prefers-color-scheme: dark) { :root { --paper: #0c1017; --card: #171d28; --ink: #e9edf4; --soft: #a6b0c2; --line: #65718a; --blue: #3266ee; --red: #ff94a1; --red-soft: #3d1720; } }
* { box-sizing: border-box; }
html { font: clamp(16px, .6vw + 11px, 32px) / 1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; padding: 1rem; background: var(--paper); color: var(--ink); place-items: center; }
main { width: min(30rem, 100%); padding: 1.6rem; border-radius: .7rem; background: var(--card); }
h1 { margin: 0 0 .4rem; font-size: 1.45rem; line-height: 1.25; }
p { margin: 0 0 1rem; color: var(--soft); }
label { display: block; font-weight: 600; }
input { width: 100%; margin: .2rem 0; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: var(--ink); font: 600 1.5rem/1.3 ui-monospace, Consolas, monospace; letter-spacing: .1em; text-transform: uppercase; }
button, a { display: block; width: 100%; padding: .7rem 1rem; border: 0; border-radius: .5rem; background: var(--blue); color: #fff; cursor: pointer; font: inherit; font-weight: 650; text-align: center; text-decoration: none; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 3px; }
.news { padding: .6rem .8rem; border-radius: .5rem; background: var(--red-soft); color: var(--red); }
`;

/** For a page without script, picture or anything from elsewhere; its form leads back to the board alone. */
export function pairingHeaders(): Record<string, string> {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    // Under 'no-referrer' a browser would hide the Origin of the form, by which it is told from another site's.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
  };
}

/** The page on which a screen is paired: what went wrong before, and a form with the code, which its link may bring. */
export function pairingPage(acceptLanguage: string | undefined, code: string, news: PairingNews | null): string {
  const words = wordsFor(acceptLanguage);
  const said = news === null ? '' : `<p class="news" role="alert">${escaped(words[`pair.${news}`])}</p>`;
  const isToBeTyped = code === '' || news !== null;
  // Only a person's click uses the code up: programs that look at a link before it is opened must not.
  const form = `<form method="post" action="${PAIR_PATH}">
<p><label for="code">${escaped(words['pair.code'])}</label>
<input id="code" name="code" value="${escaped(code)}" maxlength="20" required autocomplete="off" autocapitalize="characters" spellcheck="false"${isToBeTyped ? ' autofocus' : ''} aria-describedby="why">
<span id="why">${escaped(words['pair.code-why'])}</span></p>
<button${isToBeTyped ? '' : ' autofocus'}>${escaped(words['pair.do'])}</button>
</form>`;
  const body = `<h1>${escaped(words['pair.title'])}</h1>${said}`;
  if (news === 'own') return html(words, body);
  return html(words, `${body}${said === '' ? `<p>${escaped(words['pair.what'])}</p>` : ''}${form}`);
}

/** The page that a paired screen sees for a moment, before it goes on by itself. */
export function pairedPage(acceptLanguage: string | undefined, next: string): string {
  const words = wordsFor(acceptLanguage);
  const body = `<h1>${escaped(words['pair.done'])}</h1><a href="${next}">${escaped(words['pair.open'])}</a>`;
  return html(words, body, `<meta http-equiv="refresh" content="0;url=${next}">`);
}

type Words = (typeof WORDS)[Language];

function html(words: Words, body: string, head = ''): string {
  const language = words === WORDS.en ? 'en' : 'zh-CN';
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${escaped(words['pair.title'])}</title><style>${STYLE}</style><main>${body}</main></html>`;
}

function wordsFor(acceptLanguage: string | undefined): Words {
  const wishes = (acceptLanguage ?? '').slice(0, 500).split(',');
  return WORDS[
    preferredLanguage(
      null,
      wishes.map((wish) => wish.trim()),
    )
  ];
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
