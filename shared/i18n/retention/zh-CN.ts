import type { retentionEn } from './en.ts';

type Words = { readonly [K in keyof typeof retentionEn as K extends `${string}_one` ? never : K]: string };

/** 数据保留：期限、预览、记录与个人请求。 */
export const retentionZhCN = {
  'photo.problem.removed': '照片已删除：本店只在设定的期限内保留照片。',
  'photo.removed-title': '照片已删除',
} satisfies Words;
