import type { NonEmpty } from './random.ts';
import type { ShopLanguage } from './vocabulary.ts';

/** How a check point was found, from best to worst, as AutoX3 names it. */
export const POINT_STATUSES = ['PASS', 'MINOR', 'MAJOR', 'DANGEROUS'] as const;
export type PointStatus = (typeof POINT_STATUSES)[number];

/** A check point with what a technician writes at each status. */
export interface CheckPoint {
  name: string;
  answers: Record<PointStatus, string>;
}

/** A group of check points, and what may be written under it when something was found. */
export interface VehicleSystem {
  points: NonEmpty<CheckPoint>;
  comments: NonEmpty<string>;
}

/** Work that comes again: by which of the two it is mostly due, after so much distance or so many months. */
export interface ServiceItem {
  name: string;
  sn: string;
  by: 'MILE' | 'TIME';
  distance: number;
  months: number;
  price: number;
  /** An electric vehicle has no use for it. */
  ofEngine: boolean;
}

/** The words of one language that reports and plans are made of. */
export interface ServiceWords {
  healthCheck: NonEmpty<string>;
  systems: NonEmpty<VehicleSystem>;
  services: NonEmpty<ServiceItem>;
  /** How AutoX3 names the two ways of becoming due. */
  dueBy: Record<ServiceItem['by'], string>;
}

function point(name: string, pass: string, minor: string, major: string, dangerous: string): CheckPoint {
  return { name, answers: { PASS: pass, MINOR: minor, MAJOR: major, DANGEROUS: dangerous } };
}

type ServiceName = 'oil' | 'brakeFluid' | 'cabin' | 'air' | 'coolant' | 'plugs' | 'pads' | 'battery';

/** The work itself is the same in every language; only its name differs. */
function services(names: Record<ServiceName, string>): NonEmpty<ServiceItem> {
  const item = (
    name: ServiceName,
    sn: string,
    by: ServiceItem['by'],
    distance: number,
    months: number,
    price: number,
  ) => ({
    ...{ name: names[name], sn: `00107040${sn}`, by, distance, months, price },
    ofEngine: name === 'oil' || name === 'air' || name === 'plugs',
  });
  return [
    item('oil', '51001', 'MILE', 10_000, 12, 480),
    item('brakeFluid', '51301', 'TIME', 40_000, 24, 260),
    item('cabin', '51102', 'TIME', 15_000, 12, 150),
    item('air', '51101', 'MILE', 20_000, 24, 120),
    item('coolant', '51302', 'TIME', 60_000, 48, 380),
    item('plugs', '51201', 'MILE', 60_000, 60, 640),
    item('pads', '51401', 'MILE', 35_000, 36, 720),
    item('battery', '51501', 'TIME', 80_000, 48, 900),
  ];
}

const ENGLISH: ServiceWords = {
  healthCheck: ['Full vehicle health check', 'Visual health check', 'Fluid Inspection', 'Winter check'],
  systems: [
    {
      points: [
        point('Brake fluid, water content', 'Below 1 %', '2 %', '3 %', 'Above 4 %'),
        point(
          'Engine oil level',
          'Between the marks',
          'At the lower mark',
          'Below the lower mark',
          'Not on the dipstick',
        ),
        point('Coolant level', 'At maximum', 'Near minimum', 'Below minimum', 'Tank empty, traces of a leak'),
        point('Windscreen washer', 'Full', 'Low', 'Empty', 'Pump does not work'),
      ],
      comments: [
        'Top up at the next service',
        'Fluid is dark, advise a change',
        'Leak at the lower hose, see the photo',
      ],
    },
    {
      points: [
        point('Front brake pads', '9 mm', '5 mm', '3 mm', '1 mm'),
        point('Rear brake pads', '8 mm', '4 mm', '3 mm', 'Down to the metal'),
        point('Brake discs', 'Even', 'Light lip', 'Scored', 'Below minimum thickness'),
        point('Handbrake', '4 clicks', '7 clicks', '9 clicks', 'Does not hold'),
      ],
      comments: ['Pads and discs together', 'Customer hears a squeal when cold', 'Must not leave before this is done'],
    },
    {
      points: [
        point('Tread, front left', '6.5 mm', '3.5 mm', '2.4 mm', '1.3 mm'),
        point('Tread, front right', '6.0 mm', '3.2 mm', '2.2 mm', '1.2 mm'),
        point('Tread, rear left', '7.0 mm', '3.8 mm', '2.6 mm', '1.5 mm'),
        point('Tread, rear right', '7.0 mm', '3.6 mm', '2.5 mm', 'Cord visible'),
      ],
      comments: ['Worn on the inner edge: check the tracking', 'Nail in the tread, see the photo', 'Two winters left'],
    },
    {
      points: [
        point('Headlights', 'Both lit', 'Lens dull', 'Beam too low', 'Left one out'),
        point('Battery', '12.7 V', '12.3 V', '12.0 V', '11.4 V'),
        point('Wiper blades', 'Clean', 'Smears a little', 'Smears', 'Torn'),
      ],
      comments: ['Replaced while you wait', 'Test again after charging', 'Customer was told'],
    },
  ],
  services: services({
    oil: 'Engine oil and filter',
    brakeFluid: 'brake fluid',
    cabin: 'Cabin filter',
    air: 'Air filter',
    coolant: 'Coolant',
    plugs: 'Spark plugs',
    pads: 'Front brake pads',
    battery: 'Battery',
  }),
  dueBy: { MILE: 'by distance', TIME: 'by time' },
};

const CHINESE: ServiceWords = {
  healthCheck: ['全车健康检查', '基础检查', '油液检查', '冬季检查'],
  systems: [
    {
      points: [
        point('制动液含水量', '低于1%', '2%', '3%', '高于4%'),
        point('机油液位', '上下限之间', '接近下限', '低于下限', '油尺无油'),
        point('冷却液液位', '正常', '偏低', '低于下限', '储液罐已空,有渗漏痕迹'),
        point('玻璃水', '已满', '偏少', '已空', '喷水泵不工作'),
      ],
      comments: ['建议下次保养时添加', '油液发黑,建议更换', '下水管渗漏,见照片'],
    },
    {
      points: [
        point('前刹车片', '9毫米', '5毫米', '3毫米', '1毫米'),
        point('后刹车片', '8毫米', '4毫米', '3毫米', '已磨到底板'),
        point('刹车盘', '平整', '轻微起边', '有沟槽', '低于最小厚度'),
        point('驻车制动', '正常', '行程偏长', '行程过长', '无法驻车'),
      ],
      comments: ['建议刹车片与刹车盘一起更换', '客户反映冷车有异响', '未处理前请勿交车'],
    },
    {
      points: [
        point('左前轮胎花纹', '6.5毫米', '3.5毫米', '2.4毫米', '1.3毫米'),
        point('右前轮胎花纹', '6.0毫米', '3.2毫米', '2.2毫米', '1.2毫米'),
        point('左后轮胎花纹', '7.0毫米', '3.8毫米', '2.6毫米', '1.5毫米'),
        point('右后轮胎花纹', '7.0毫米', '3.6毫米', '2.5毫米', '帘线外露'),
      ],
      comments: ['内侧偏磨,建议做四轮定位', '胎面扎钉,见照片', '建议两年内更换'],
    },
    {
      points: [
        point('前大灯', '正常', '灯罩发黄', '光束偏低', '左侧不亮'),
        point('蓄电池电压', '12.7V', '12.3V', '12.0V', '11.4V'),
        point('雨刮片', '干净', '略有水痕', '有水痕', '胶条破损'),
      ],
      comments: ['可当场更换', '建议充电后复测', '已告知客户'],
    },
  ],
  services: services({
    oil: '更换机油机滤',
    brakeFluid: '更换制动液',
    cabin: '更换空调滤芯',
    air: '更换空气滤芯',
    coolant: '更换冷却液',
    plugs: '更换火花塞',
    pads: '更换前刹车片',
    battery: '更换蓄电池',
  }),
  dueBy: { MILE: '按行驶里程', TIME: '按行驶时间' },
};

/** The words of a language. */
export function serviceWords(language: ShopLanguage): ServiceWords {
  return language === 'zh' ? CHINESE : ENGLISH;
}

/** The language in which a check-in was written, by its plate or its owner. */
export function languageOf(texts: readonly string[]): ShopLanguage {
  return texts.some((text) => /\p{Script=Han}/u.test(text)) ? 'zh' : 'en';
}
