import type { Json } from '../../electron/simulator/json-text.ts';
import { type CheckInParts, signedCheckIn } from '../support/messages.ts';

// Check-ins whose sheets must come out whole, whatever was sent.

/** A vehicle of which nothing is known. */
export const ABSENT: CheckInParts = { content: { carInfo: {}, preCheckInfo: {}, staffInfo: {} } };

/** A service in Chinese. */
export const CHINESE: CheckInParts = {
  content: {
    carInfo: {
      carBrandName: '大众',
      carNum: '沪A12345',
      carOwnerFirstName: '小明',
      carOwnerLastName: '欧阳',
      carOwnerGender: 'MALE',
      carOwnerMobile: '13800138000',
      carStyleName: '朗逸 1.5L 自动舒适版',
      carVin: 'LSVAM4187C2184847',
    },
    preCheckInfo: {
      lightInfo: ['20_发动机故障灯', '16_机油压力过低', '99_胎压异常'],
      odograph: 67000,
      oilGauge: 37.5,
      paintsInfo: [
        { describe: '划痕', images: [], position: 'sys_feature_0013_01', positionName: '右前翼子板' },
        { describe: '凹陷，约五厘米', images: [], position: 'x', positionName: '后备箱盖' },
      ],
      personalItemList: ['雨伞', '行车记录仪', '儿童座椅'],
      remark: '客户在休息室等候，换轮胎前请先电话确认。',
    },
    staffInfo: { userName: '谢颖', storeId: 84 },
  },
};

/** As many as 300 of a letter without a place to break, turned text, markup and characters that nobody sees. */
const LONG = 'W'.repeat(300);
const HOSTILE_TEXT = '<img src=x onerror="document.title=1">\u202Eevil\u202C<b>bold</b> \u200B\u200D\u2060\u0000=1+1';

export const HOSTILE: CheckInParts = {
  plate: '\u202E54321 <b>AB',
  lights: [`20_${LONG}`, `7_${HOSTILE_TEXT}`, HOSTILE_TEXT],
  content: {
    carInfo: {
      carBrandName: LONG,
      carNum: '\u202E54321 <b>AB',
      carOwnerFirstName: HOSTILE_TEXT,
      carOwnerLastName: LONG,
      carOwnerMobile: '9'.repeat(200),
      carStyleName: HOSTILE_TEXT,
      carVin: 'V'.repeat(300),
    },
    preCheckInfo: {
      lightInfo: [`20_${LONG}`, `7_${HOSTILE_TEXT}`, HOSTILE_TEXT],
      odograph: 9e15,
      oilGauge: -5,
      paintsInfo: [
        { describe: LONG, images: [], position: LONG, positionName: LONG },
        { describe: HOSTILE_TEXT, images: ['javascript:alert(1)'], position: '__proto__', positionName: HOSTILE_TEXT },
      ],
      personalItemList: [LONG, HOSTILE_TEXT],
      remark: `${HOSTILE_TEXT}\n${LONG}\n${'Ärger '.repeat(100)}`,
    },
    staffInfo: { userName: LONG },
  },
};

/** More of everything than anybody would write; `photo` gives the addresses of the photos of an entry. */
export function huge(photos: (entry: number) => string[]): CheckInParts {
  const names = ['Front right wing', 'Bonnet', 'Rear left door', 'Boot lid', 'Sill'];
  return {
    lights: [],
    content: {
      preCheckInfo: {
        lightInfo: Array.from({ length: 60 }, (_, index): Json => `${index + 1}_Light number ${index + 1}`),
        odograph: 67000,
        oilGauge: 50,
        paintsInfo: Array.from(
          { length: 40 },
          (_, entry): Json => ({
            describe: `Scratch number ${entry + 1}, ${'deep and long '.repeat((entry * 7) % 11)}`.trim(),
            images: photos(entry),
            position: `sys_feature_0013_${String((entry % 16) + 1).padStart(2, '0')}`,
            positionName: names[entry % names.length] ?? '',
          }),
        ),
        personalItemList: Array.from({ length: 30 }, (_, index): Json => `Item ${index + 1}`),
        remark: 'The customer says that it rattles. '.repeat(143).slice(0, 5_000),
      },
    },
  };
}

/** The bytes of a check-in of a case. */
export function messageOf(parts: CheckInParts): Uint8Array {
  return signedCheckIn(parts).body;
}
