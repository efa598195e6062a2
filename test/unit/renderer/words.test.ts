import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { en } from '../../../shared/i18n/en.ts';
import { zhCN } from '../../../shared/i18n/zh-CN.ts';

const root = join(import.meta.dirname, '../../..');

/** The names of the values that a sentence takes. */
const placeholders = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

describe('the two languages', () => {
  it('have the same keys, but for the forms for one of a thing, which Chinese has not', () => {
    const expected = Object.keys(en).filter((key) => !key.endsWith('_one'));
    expect(Object.keys(zhCN).sort()).toEqual(expected.sort());
    const lonely = Object.keys(en).filter((key) => key.endsWith('_one') && !(key.replace(/one$/, 'other') in en));
    expect(lonely).toEqual([]);
  });

  it('put the same values into a sentence', () => {
    const chinese: Readonly<Record<string, string>> = zhCN;
    const different = Object.entries(en).filter(
      ([key, sentence]) =>
        key in chinese && String(placeholders(sentence)) !== String(placeholders(chinese[key] ?? '')),
    );
    expect(different).toEqual([]);
  });

  it('say something in every sentence, without white space around it', () => {
    const odd = [en, zhCN].flatMap((words) =>
      Object.entries(words).filter(
        ([key, text]) => text.trim() === '' || (text !== text.trim() && !key.endsWith('.join')),
      ),
    );
    expect(odd).toEqual([]);
  });

  it('are not mixed up: Chinese sentences hold Chinese, English ones none', () => {
    // Names, symbols and what is only a value.
    const neutral =
      /^(app\.(name|title)|(alert|age)\.join|lane\.shown-of|card\.more-lights|updates\.version|panel\.(vin|history-move)|move\.done|settings\.volume-value|settings\.wall\.screen-option|backup\.progress\.join|damage\.kinds\.join|custody\.cli\.line|messages\.result\.join|relay\.stores\.join)$/;
    const han = /\p{Script=Han}/u;
    expect(Object.entries(zhCN).filter(([key, text]) => !han.test(text) && !neutral.test(key))).toEqual([]);
    expect(Object.entries(en).filter(([, text]) => han.test(text))).toEqual([]);
  });
});

/** Attributes that people see or hear. */
const SPOKEN =
  /^(aria-(label|description|valuetext|roledescription|placeholder)|label|title|description|placeholder|alt|thumbLabel|thumbValueText|message)$/;
const LETTER = /\p{L}/u;
/** Elements whose text is the name of a key or the like, the same in every language. */
const NEUTRAL_ELEMENTS = new Set(['kbd', 'code']);

type Node = { type: string; [member: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Texts with letters in it that are written straight into the components of a source. */
function textsIn(source: string): string[] {
  const found: string[] = [];
  const add = (text: unknown): void => {
    if (typeof text === 'string' && LETTER.test(text)) found.push(text.trim());
  };

  /** What an expression shows when it is drawn as it is. */
  function shown(node: unknown): void {
    if (!isNode(node)) return;
    if (node.type === 'Literal') add(node.value);
    if (node.type === 'TemplateLiteral') {
      for (const part of node.quasis as Node[]) add((part.value as { cooked: string }).cooked);
    }
    if (node.type === 'JSXExpressionContainer' || node.type === 'ParenthesizedExpression') shown(node.expression);
    if (node.type === 'ConditionalExpression') for (const part of [node.consequent, node.alternate]) shown(part);
    if (node.type === 'LogicalExpression') for (const part of [node.left, node.right]) shown(part);
    if (node.type === 'BinaryExpression' && node.operator === '+')
      for (const part of [node.left, node.right]) shown(part);
  }

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (!isNode(node)) return;
    if (node.type === 'JSXElement' && NEUTRAL_ELEMENTS.has(nameOf((node.openingElement as Node).name))) return;
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children as Node[]) {
        if (child.type === 'JSXText') add(child.value);
        if (child.type === 'JSXExpressionContainer') shown(child);
      }
    }
    if (node.type === 'JSXAttribute' && SPOKEN.test(nameOf(node.name))) shown(node.value);
    if (node.type === 'Property' && SPOKEN.test(nameOf(node.key))) shown(node.value);
    for (const member of Object.values(node)) visit(member);
  }

  visit(parseSync('component.tsx', source).program);
  return found;
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node.name ?? node.value ?? '') : '';
}

describe('text that is written straight into a component', () => {
  it.each([
    ['<p>Save</p>', ['Save']],
    ['<p>{"Save"}</p>', ['Save']],
    ['<p>{isNew ? "Save" : <b>Change</b>}</p>', ['Save', 'Change']],
    ['<p>{isNew && `Save`}</p>', ['Save']],
    ['<p>{"Save " + name}</p>', ['Save']],
    ['<>保存</>', ['保存']],
    ['<button aria-label="Save" />', ['Save']],
    ['<Row label={isNew ? "Save" : t("change")} />', ['Save']],
    ["<Modal closeButtonProps={{ 'aria-label': 'Close' }} />", ['Close']],
    ["show({ title: 'Not saved' })", ['Not saved']],
    ['<p>{t("save")}</p>', []],
    ['<Row label={t("save")} id="save" className="row" />', []],
    ['<p>{count} · {total} → 3</p>', []],
    ['<kbd>Esc</kbd>', []],
  ])('is found: %s', (source, texts) => {
    expect(textsIn(`const it = ${source};`)).toEqual(texts);
  });

  it('is nowhere on the page: all that it says is in both languages', () => {
    const files = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.tsx'),
    );
    expect(files.length).toBeGreaterThan(30);
    const found = files.flatMap((file) =>
      textsIn(readFileSync(join(root, 'renderer', file), 'utf8')).map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});
