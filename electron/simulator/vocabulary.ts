import type { NonEmpty } from './random.ts';

/** The language in which a simulated shop writes. */
export type ShopLanguage = 'en' | 'zh';

/** A model line as a shop's catalogue names it; `wmi` are the maker's first three characters of the VIN. */
export interface Model {
  brand: string;
  styles: NonEmpty<string>;
  wmi: string;
}

/** A place on the bodywork; AutoX3 documents the first code only, the others are made up to be unknown. */
export interface Position {
  code: string;
  name: string;
}

/** The words of one language that check-ins are made of. */
export interface Vocabulary {
  areaCode: string;
  models: NonEmpty<Model>;
  familyNames: NonEmpty<string>;
  givenNames: { MALE: NonEmpty<string>; FEMALE: NonEmpty<string> };
  advisers: NonEmpty<string>;
  lights: NonEmpty<string>;
  positions: NonEmpty<Position>;
  damages: NonEmpty<string>;
  belongings: NonEmpty<string>;
  remarks: NonEmpty<string>;
}

// The light labels that AutoX3's pages print are kept with their typos; codes above 20 are not in its documentation.
const ENGLISH: Vocabulary = {
  areaCode: '+44',
  models: [
    { brand: 'BMW', styles: ['320d M Sport', 'X3 xDrive20d', '118i SE'], wmi: 'WBA' },
    { brand: 'Volkswagen', styles: ['Golf 1.5 TSI Life', 'Tiguan 2.0 TDI R-Line', 'Polo Match'], wmi: 'WVW' },
    { brand: 'Ford', styles: ['Focus ST-Line', 'Puma Titanium', 'Transit Custom 300 Limited'], wmi: 'WF0' },
    { brand: 'Vauxhall', styles: ['Corsa 1.2 SE', 'Astra GS Line'], wmi: 'W0V' },
    { brand: 'Nissan', styles: ['Qashqai N-Connecta', 'Leaf Tekna'], wmi: 'SJN' },
    { brand: 'Mercedes-Benz', styles: ['C 220 d AMG Line', 'GLA 200'], wmi: 'WDD' },
    { brand: 'Škoda', styles: ['Octavia Estate 2.0 TDI', 'Fabia Monte Carlo'], wmi: 'TMB' },
  ],
  familyNames: ['Brown', 'Okafor', 'Hughes', "O'Neill", 'Patel', 'Novák', 'Campbell', 'Smith-Jones', 'García', 'Ali'],
  givenNames: {
    MALE: ['Sam', 'Oliver', 'Rajesh', 'Callum', 'Tomás', 'Mohammed'],
    FEMALE: ['Grace', 'Amelia', 'Siân', 'Priya', 'Zoë', 'Margaret'],
  },
  advisers: ['Yang Xing', 'Dawn Fletcher', 'Kofi Mensah', 'Ellie Marsh'],
  lights: [
    '20_Engine Malfunction',
    '16_insufficient engine oil',
    '1_Open Window',
    '15_Abnormal fluid Tempreture',
    '19_Air bag Malfunction',
    '27_Tyre pressure low',
    '31_Brake pads worn',
    '44_AdBlue low',
  ],
  positions: [
    { code: 'sys_feature_0013_01', name: 'Front Passenger Door' },
    { code: 'sys_feature_0013_07', name: 'Front bumper' },
    { code: 'sys_feature_0013_11', name: 'Rear left door' },
    { code: 'sys_feature_0013_16', name: 'Tailgate' },
    { code: 'shop_feature_2', name: 'Alloy wheel, rear left' },
  ],
  damages: ['Damp', 'Scratch, 12 cm', 'Dent', 'Paint chipped', 'Kerb damage', 'Cracked lens'],
  belongings: ['Golf Bag', 'Bottle', 'Scrafs', 'Child seat', 'Umbrella', 'Sunglasses', 'Parking permit'],
  remarks: ['Old Customer', 'Waits in the lounge', 'Call before any extra work', 'Needs the car back by 16:30', ''],
};

const CHINESE: Vocabulary = {
  areaCode: '+86',
  models: [
    { brand: '宝马', styles: ['325Li M运动套装', 'X3 xDrive30i'], wmi: 'LBV' },
    { brand: '大众', styles: ['帕萨特 330TSI 豪华版', '朗逸 1.5L 舒适版'], wmi: 'LSV' },
    { brand: '比亚迪', styles: ['汉 EV 尊贵型', '宋PLUS DM-i'], wmi: 'LGX' },
    { brand: '丰田', styles: ['凯美瑞 2.5G 豪华版', '卡罗拉 双擎'], wmi: 'LVG' },
    { brand: '吉利', styles: ['星越L 2.0TD', '帝豪 1.5L'], wmi: 'L6T' },
    { brand: '奥迪', styles: ['A6L 45 TFSI', 'Q5L 40 TFSI'], wmi: 'LFV' },
  ],
  familyNames: ['王', '李', '张', '刘', '陈', '杨', '赵', '欧阳', '周', '吴'],
  givenNames: {
    MALE: ['伟', '强', '志明', '建国', '磊', '浩然'],
    FEMALE: ['芳', '秀英', '静', '雨桐', '丽娟', '敏'],
  },
  advisers: ['李静', '孙晓东', '赵敏', 'A梦 哆啦'],
  lights: [
    '20_发动机故障',
    '16_机油不足',
    '1_门窗未关闭',
    '15_水温异常',
    '19_安全气囊故障',
    '27_胎压异常',
    '31_刹车片磨损',
    '44_尾气处理液不足',
  ],
  positions: [
    { code: 'sys_feature_0013_01', name: '右前叶子板' },
    { code: 'sys_feature_0013_07', name: '前保险杠' },
    { code: 'sys_feature_0013_11', name: '左后门' },
    { code: 'sys_feature_0013_16', name: '后备箱盖' },
    { code: 'shop_feature_2', name: '左后轮毂' },
  ],
  damages: ['划痕', '凹陷', '掉漆', '裂纹', '轻微剐蹭,约10厘米'],
  belongings: ['高尔夫球包', '雨伞', '儿童座椅', '墨镜', '行车记录仪', '水杯'],
  remarks: ['老客户', '客户在店等待', '增项请先电话确认', '请在下午四点半前完工', ''],
};

/** The words of a language. */
export function vocabulary(language: ShopLanguage): Vocabulary {
  return language === 'zh' ? CHINESE : ENGLISH;
}
