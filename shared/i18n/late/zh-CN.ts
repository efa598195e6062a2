import type { lateEn } from './en.ts';

type Words = { readonly [K in keyof typeof lateEn as K extends `${string}_one` ? never : K]: string };

/** The words of check-ins that came late from the relay, in simplified Chinese. */
export const lateZhCN = {
  'late.mark': '中继补送，晚 {{span}}',
  'late.mark-why': '接车时本机处于关机、睡眠或离线状态，由中继代为保存，{{when}} 送达本机。等待时间从中继收到时算起。',
  'late.arrived': '到达中继',
  'late.history': '由中继补送到本机，比中继收到时晚 {{span}}',
  'late.alert_other': '本机睡眠或离线期间新接车 {{count}} 台',
  'late.toast': '由中继代为保存，现列在“新接车”一栏，按实际到店时间计时。',
} satisfies Words;
